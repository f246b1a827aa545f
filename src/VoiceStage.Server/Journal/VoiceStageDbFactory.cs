using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace VoiceStage.Server.Journal;

/// <summary>Lets <c>dotnet ef migrations add</c> see the model without starting the host.</summary>
internal sealed class VoiceStageDbFactory : IDesignTimeDbContextFactory<VoiceStageDb>
{
    public VoiceStageDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<VoiceStageDb>().UseSqlite("Data Source=:memory:").Options);
}
