using Microsoft.Extensions.Configuration;
using VoiceStage.Server.Settings;
using VoiceStage.Speech.Recognition.Sphinx;

namespace VoiceStage.Server.Tests.Hosting;

public sealed class VoiceStageSettingsTests
{
    private static VoiceStageSettings Read(bool isDevelopment, params (string Name, string Value)[] values) =>
        VoiceStageSettings.Read(
            new ConfigurationBuilder().AddInMemoryCollection(values.Select(pair => KeyValuePair.Create("VoiceStage:" + pair.Name, (string?)pair.Value))).Build(),
            isDevelopment,
            Path.GetTempPath());

    [Fact]
    public void Read_ProductionWithNothingSet_NamesEveryMissingSafetySetting()
    {
        var problems = Assert.Throws<SettingsException>(() => Read(false)).Problems;

        Assert.Equal(
            ["VoiceStage:Site:CrisisLineText", "VoiceStage:Identity:Issuers:0:Issuer", "VoiceStage:Pager:WebhookUrl", "VoiceStage:Pager:WebhookSecret", "VoiceStage:Recordings:MasterKey"],
            problems.Select(problem => problem.Name));
        Assert.All(problems, problem => Assert.DoesNotContain('\n', problem.ToString()));
        Assert.Contains("VOICESTAGE__PAGER__WEBHOOKURL", problems[2].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DevelopmentWithNothingSet_TakesDefaults()
    {
        var settings = Read(true);

        Assert.Equal((7310, 7311), (settings.Listen.GrpcPort, settings.Listen.WebPort));
        Assert.Contains("988", settings.Site.CrisisLineText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Listen:GrpcPort", "70000", "0 to 65535")]
    [InlineData("Listen:GrpcPort", "many", "0 to 65535")]
    [InlineData("Listen:Address", "somewhere", "IP address")]
    [InlineData("Listen:Address", "0.0.0.0", "loopback")]
    [InlineData("Listen:CertificateFile", "/nowhere/x.pem", "path")]
    [InlineData("Pager:WebhookUrl", "pager.example", "https://")]
    [InlineData("Recordings:MasterKey", "c2hvcnQ=", "openssl")]
    [InlineData("Load:MaxLiveCalls", "0", "1 to 10000")]
    [InlineData("Telemetry:TracedShare", "2", "0 to 1")]
    [InlineData("Telemetry:LogLevel", "Loud", "Warning")]
    [InlineData("Pager:WebhokUrl", "https://pager.example", "VoiceStage:Pager:WebhookUrl")]
    public void Read_WrongValue_SaysNameAndFix(string name, string value, string fix)
    {
        var problems = Assert.Throws<SettingsException>(() => Read(true, (name, value))).Problems;

        Assert.Contains(problems, problem => problem.Name == "VoiceStage:" + name && problem.ToString().Contains(fix, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_SpeechServiceWithoutLeave_IsRefused()
    {
        var problems = Assert.Throws<SettingsException>(() => Read(
            true, ("Speech:Recognition:Service", "azure"), ("Speech:Recognition:Endpoint", "http://speech.example"), ("Speech:Voice:Service", "openai"), ("Speech:Voice:Endpoint", "https://voice.example/v1"))).Problems;

        Assert.Equal(
            ["VoiceStage:Speech:Recognition:SoundMayLeaveThisMachine", "VoiceStage:Speech:Voice:Name", "VoiceStage:Speech:Recognition:Endpoint"], problems.Select(problem => problem.Name));
    }

    [Theory]
    [InlineData("Endpoint", "https://key@voice.example/v1", "Key")]
    [InlineData("Endpoint", "https://voice.example/v1?api-key=hunter2", "Key")]
    [InlineData("Endpoint", "http://voice.example/v1", "AllowUnencrypted")]
    [InlineData("Key", "hunter2\nx: y", "one line")]
    [InlineData("RecordedPrompts", "/nowhere/at/all", "manifest.tsv")]
    public void Read_SpeechSettingWrong_SaysWhatToDoAndRepeatsNoKey(string name, string value, string fix)
    {
        var settings = new Dictionary<string, string> { ["Service"] = "openai", ["Name"] = "alloy", ["Endpoint"] = "https://voice.example/v1" };
        settings[name] = value;
        var problem = Assert.Single(Assert.Throws<SettingsException>(() => Read(true, [.. settings.Select(pair => ($"Speech:Voice:{pair.Key}", pair.Value))])).Problems);

        Assert.Equal($"VoiceStage:Speech:Voice:{name}", problem.Name);
        Assert.Contains(fix, problem.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SecondKeyphraseEngine_MustBeInstalled()
    {
        var asked = ("Speech:Recognition:SecondKeyphrases", "pocketsphinx");
        if (SphinxKeyphraseRecognizer.IsInstalled)
        {
            Assert.Equal("pocketsphinx", Read(true, asked).Speech.SecondKeyphrases);
        }
        else
        {
            Assert.Contains("pocketsphinx-en-us", Assert.Single(Assert.Throws<SettingsException>(() => Read(true, asked)).Problems).ToString(), StringComparison.Ordinal);
        }

        Assert.Equal("none", Read(true).Speech.SecondKeyphrases);
    }

    [Fact]
    public void Read_UnencryptedServiceOfTheOwnNetwork_IsAllowedWhereTheSiteSaysSo()
    {
        var speech = Read(
            true, ("Speech:Voice:Service", "openai"), ("Speech:Voice:Name", "alloy"), ("Speech:Voice:Endpoint", "http://voice.ward.example:8000/v1"), ("Speech:Voice:AllowUnencrypted", "true")).Speech;

        Assert.Equal("http", speech.VoiceService!.Endpoint.Scheme);
        Assert.Equal("https", Read(true, ("Speech:Voice:Service", "openai"), ("Speech:Voice:Name", "alloy"), ("Speech:Voice:Endpoint", "https://voice.example/v1")).Speech.VoiceService!.Endpoint.Scheme);
    }

    [Fact]
    public void Read_RecordedPromptsOfAnotherVoice_AreRefused()
    {
        var folder = Directory.CreateTempSubdirectory("voicestage-recorded-");
        try
        {
            File.WriteAllBytes(Path.Combine(folder.FullName, "hello.wav"), []);
            File.WriteAllText(Path.Combine(folder.FullName, "manifest.tsv"), "anna\tHello.\thello.wav\n");
            Assert.Throws<SettingsException>(() => Read(true, ("Speech:Voice:RecordedPrompts", folder.FullName)));

            File.WriteAllText(Path.Combine(folder.FullName, "manifest.tsv"), "slt\tHello.\thello.wav\n");
            Assert.Equal(folder.FullName, Read(true, ("Speech:Voice:RecordedPrompts", folder.FullName)).Speech.RecordedPrompts);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Read_SpeechServiceOfASite_IsReadAndItsKeyNeverPrinted()
    {
        var speech = Read(
            true, ("Speech:Recognition:Service", "azure"), ("Speech:Recognition:SoundMayLeaveThisMachine", "true"), ("Speech:Recognition:Endpoint", "https://speech.example"),
            ("Speech:Recognition:Key", "hunter2"), ("Speech:Recognition:Phrases", "panic attack, seroquel"), ("Speech:Recognition:PatienceSeconds", "8")).Speech;

        Assert.Equal(("hunter2", 8, 2), (speech.RecognitionService!.Key!.Reveal(), speech.RecognitionPatience.TotalSeconds, speech.RecognitionService.Phrases.Count));
        Assert.DoesNotContain("hunter2", speech.ToString(), StringComparison.Ordinal);
        Assert.Null(Read(true).Speech.RecognitionService);
    }

    [Fact]
    public void Read_FittedModel_CountsOnlyWhenItsEvaluationIsNamedAndNeverOnSyntheticPeople()
    {
        var folder = Directory.CreateTempSubdirectory("voicestage-model-");
        try
        {
            string Write(string name, bool isSynthetic)
            {
                var shapes = new VoiceStage.Risk.Fusion.ShapeModel(0, [.. VoiceStage.Risk.Fusion.FusionFeatures.All.Select(feature => new double[feature.Knots.Count - 1])], new double[VoiceStage.Risk.Fusion.FusionFeatures.All.Count]);
                var path = Path.Combine(folder.FullName, name);
                File.WriteAllText(path, VoiceStage.Risk.Fusion.FusionModelFile.Write(new(shapes, 1, 0, [1], [0]), "abc123", isSynthetic, new Dictionary<string, double>()));
                return path;
            }

            static string Hash(string path) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));
            var (own, synthetic) = (Write("own.json", false), Write("synthetic.json", true));
            File.WriteAllText(Path.Combine(folder.FullName, "other.json"), "{}");

            Assert.False(Read(true, ("Risk:Model:File", own)).RiskModel.MayRaise);
            Assert.NotNull(Read(true, ("Risk:Model:File", synthetic)).RiskModel.Fitted);
            Assert.True(Read(true, ("Risk:Model:File", own), ("Risk:Model:Mode", "enabled"), ("Risk:Model:EvaluatedFileSha256", Hash(own))).RiskModel.MayRaise);
            Assert.Contains("EvaluatedFileSha256 is missing", Problem(true, ("Risk:Model:File", own), ("Risk:Model:Mode", "enabled")), StringComparison.Ordinal);
            Assert.Contains("EvaluatedFileSha256 is not that", Problem(true, ("Risk:Model:File", own), ("Risk:Model:Mode", "enabled"), ("Risk:Model:EvaluatedFileSha256", "abc124")), StringComparison.Ordinal);
            Assert.Contains("synthetic", Problem(true, ("Risk:Model:File", synthetic), ("Risk:Model:Mode", "enabled"), ("Risk:Model:EvaluatedFileSha256", Hash(synthetic))), StringComparison.Ordinal);
            Assert.Contains("synthetic", Problem(false, ("Risk:Model:File", synthetic)), StringComparison.Ordinal);
            Assert.Contains("MODEL_VERSION", Problem(true, ("Risk:Model:File", Path.Combine(folder.FullName, "other.json"))), StringComparison.Ordinal);
            Assert.Contains("cannot be read", Problem(true, ("Risk:Model:File", Path.Combine(folder.FullName, "none.json"))), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        static string Problem(bool isDevelopment, params (string, string)[] values) =>
            string.Join('\n', Assert.Throws<SettingsException>(() => Read(isDevelopment, values)).Problems.Where(problem => problem.Name.Contains("Risk:", StringComparison.Ordinal)).Select(problem => $"{problem.Name.Split(':')[^1]} {problem}"));
    }

    [Fact]
    public void Read_SecretsWrong_AreNotRepeated()
    {
        var problems = Assert.Throws<SettingsException>(() => Read(
            true, ("Pager:WebhookSecret", "hunter2"), ("Recordings:MasterKey", "hunter2hunter2"), ("Pager:WebhookUrl", "hunter2://x"))).Problems;

        Assert.Equal(3, problems.Count);
        Assert.All(problems, problem => Assert.DoesNotContain("hunter2", problem.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Read_ProductionOnOpenAddressWithoutTls_IsRefused()
    {
        var problems = Assert.Throws<SettingsException>(() => Read(false, ("Listen:Address", "0.0.0.0"))).Problems;

        Assert.Contains(problems, problem => problem.Name == "VoiceStage:Listen:CertificateFile");
    }

    [Fact]
    public void MasterKey_Development_IsMadeOnceAndForTheOwnerAlone()
    {
        var directory = Directory.CreateTempSubdirectory("voicestage-").FullName;
        try
        {
            var first = new RecordingSettings().MasterKeyOrDevelopmentKey(directory);
            var second = new RecordingSettings().MasterKeyOrDevelopmentKey(directory);

            Assert.Equal(32, first.Length);
            Assert.Equal(first.ToArray(), second.ToArray());
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Directory.GetFiles(directory).Single()));
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
