using VoiceStage.Acoustics.Recordings;
using VoiceStage.Cli.Interviews;

namespace VoiceStage.Cli.Tests.Interviews;

public sealed class AnswerFolderTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("voicestage-answers-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void ActFor_NoFile_IsSilence() => Assert.IsType<PatientAct.Silence>(Answers().ActFor("phq.1", 1));

    [Fact]
    public void ActFor_FileWithoutANumber_ServesEveryAsking()
    {
        File.WriteAllText(At("asq.1.key"), "2\n");

        Assert.Equal(new PatientAct.Press("2"), Answers().ActFor("asq.1", 1));
        Assert.Equal(new PatientAct.Press("2"), Answers().ActFor("asq.1", 3));
    }

    [Fact]
    public void ActFor_NumberedFile_WinsForItsAskingOnly()
    {
        File.WriteAllText(At("asq.1.txt"), "no");
        File.WriteAllText(At("asq.1.2.txt"), "yes");

        Assert.Equal(new PatientAct.Type("no"), Answers().ActFor("asq.1", 1));
        Assert.Equal(new PatientAct.Type("yes"), Answers().ActFor("asq.1", 2));
    }

    [Fact]
    public void ActFor_HangUpFile_HangsUp()
    {
        File.WriteAllText(At("phq.2.hangup"), "");

        Assert.IsType<PatientAct.HangUp>(Answers().ActFor("phq.2", 1));
    }

    [Fact]
    public void ActFor_WavOfAnotherRate_IsResampledToTheCall()
    {
        File.WriteAllBytes(At("mood.wav"), WavWriter.ToBytes(new Recording(new float[8_000], 8_000)));

        var act = Assert.IsType<PatientAct.Speak>(Answers().ActFor("mood", 1));

        Assert.Equal(16_000, act.Recording.SampleRateHz);
        Assert.Equal(1.0, act.Recording.DurationSeconds, 0.01);
    }

    [Fact]
    public void Constructor_WithoutTheFolder_SaysWhatToGive() =>
        Assert.Contains("--answers", Assert.Throws<UsageException>(() => new AnswerFolder(At("nowhere"), 16_000)).Message, StringComparison.Ordinal);

    private string At(string name) => Path.Combine(folder.FullName, name);

    private AnswerFolder Answers() => new(folder.FullName, 16_000);
}
