using System.CommandLine;
using VoiceStage.Risk.Cohort;

namespace VoiceStage.Cli.Simulations;

/// <summary><c>voicestage simulate cohort</c>: draws synthetic people into CSV files with a datasheet.</summary>
internal static class SimulateCohortCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var people = new Option<int>("--n") { Description = "Number of people (default 1000)", DefaultValueFactory = _ => 1000 };
        var seed = new Option<int>("--seed") { Description = "Seed (default 7)", DefaultValueFactory = _ => 7 };
        var folder = new Option<string>("--out") { Description = "Folder for people.csv, posts.csv and datasheet.md", Required = true };
        var settings = new WorldOptions();
        var command = new Command("cohort", "Draw a cohort of synthetic people (nobody real)") { people, seed, folder };
        settings.AddTo(command);
        command.SetAction(parsed =>
        {
            var options = settings.Read(parsed, parsed.GetValue(people), parsed.GetValue(seed));
            var drawn = WorldOptions.Draw(options);
            CohortFiles.Write(parsed.GetRequiredValue(folder), options, drawn);
            Console.Out.WriteLine($"{drawn.Count} synthetic people, {drawn.Sum(person => person.Sessions.Count)} sessions, {drawn.Sum(person => person.Posts.Count)} posts in {parsed.GetValue(folder)} (people.csv, posts.csv, datasheet.md)");
            return 0;
        });
        return command;
    }
}

/// <summary>The settings of the synthetic world, the same for every command that draws one.</summary>
internal sealed class WorldOptions
{
    private readonly Option<double> _baseRate = new("--base-rate") { Description = "Share of people with ideation (default 0.2, a clinic; 0.05 general)", DefaultValueFactory = _ => .20 };
    private readonly Option<double> _textAuroc = new("--text-auroc") { Description = "AUROC of the stage-1 text score (default 0.75)", DefaultValueFactory = _ => .75 };
    private readonly Option<double> _denial = new("--denial") { Description = "Probability that a true yes is denied (default 0.35)", DefaultValueFactory = _ => .35 };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_baseRate);
        command.Options.Add(_textAuroc);
        command.Options.Add(_denial);
    }

    /// <summary>Reads them.</summary>
    public CohortOptions Read(ParseResult parsed, int people, int seed) => new()
    {
        People = people, Seed = seed, BaseRate = parsed.GetValue(_baseRate), TextAuroc = parsed.GetValue(_textAuroc), DenialRate = parsed.GetValue(_denial),
    };

    /// <summary>Draws; a setting outside its range is bad use.</summary>
    /// <exception cref="UsageException">A setting lies outside its range.</exception>
    public static IReadOnlyList<SyntheticPerson> Draw(CohortOptions options)
    {
        try
        {
            return CohortSimulator.Draw(options, drawn => Progress.Show(drawn - 1, options.People, "people"));
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new UsageException(e.Message.Split('\n')[0]);
        }
        finally
        {
            Progress.Clear();
        }
    }
}
