using Microsoft.Extensions.Time.Testing;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Speech.Synthesis;
using VoiceStage.Speech.Synthesis.Scripted;

namespace VoiceStage.Speech.Tests.Synthesis;

public sealed class PromptCacheTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("voicestage-test-");
    private readonly ScriptedSynthesizer voice = new();
    private readonly FakeTimeProvider clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private PromptCache Cache(long maxByteCount = 8 << 20) =>
        new(voice, new PromptCacheOptions { Folder = folder.FullName, MaxByteCount = maxByteCount }, clock);

    [Fact]
    public async Task Speak_SameTextAgain_IsRenderedOnceAndSoundsTheSame()
    {
        var first = await Cache().SpeakAsync("how are you", "a", Cancellation);
        var again = await Cache().SpeakAsync("how are you", "a", Cancellation);
        Assert.Equal(1, voice.SpokenCount);
        Assert.Equal(first.Samples.ToArray(), again.Samples.ToArray());
    }

    [Fact]
    public async Task Speak_OtherVoiceOrText_IsRenderedAnew()
    {
        var cache = Cache();
        await cache.SpeakAsync("one", "a", Cancellation);
        await cache.SpeakAsync("one", "b", Cancellation);
        await cache.SpeakAsync("one ", "a", Cancellation);
        Assert.Equal(3, voice.SpokenCount);
    }

    [Fact]
    public async Task Speak_ManyAtOnce_IsRenderedOnce()
    {
        var cache = Cache();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => cache.SpeakAsync("the same words for all", "a", Cancellation).AsTask()));
        Assert.Equal(1, voice.SpokenCount);
        Assert.Empty(folder.GetFiles("*.part"));
    }

    [Fact]
    public async Task Speak_FileCutShort_IsRenderedAgain()
    {
        var whole = await Cache().SpeakAsync("how are you", "a", Cancellation);
        var file = folder.GetFiles("*.wav").Single();
        using (var stream = file.OpenWrite())
        {
            stream.SetLength(100);
        }

        var again = await Cache().SpeakAsync("how are you", "a", Cancellation);
        Assert.Equal(2, voice.SpokenCount);
        Assert.Equal(whole.SampleCount, again.SampleCount);
    }

    [Fact]
    public async Task Speak_FolderFull_LongestUnusedGoFirst()
    {
        // Each text is 100 letters of 0.06 s: 192 kB. Five fit into one megabyte.
        var cache = Cache(1 << 20);
        string Text(int i) => $"{i} " + new string('a', 98);
        for (var i = 0; i < 5; i++)
        {
            await cache.SpeakAsync(Text(i), "a", Cancellation);
            clock.Advance(TimeSpan.FromMinutes(1));
            await cache.SpeakAsync(Text(i), "a", Cancellation);
        }

        await cache.SpeakAsync(Text(0), "a", Cancellation);
        await cache.SpeakAsync(Text(5), "a", Cancellation);
        Assert.True(folder.GetFiles("*.wav").Sum(f => f.Length) <= 1 << 20);
        var spoken = voice.SpokenCount;
        await cache.SpeakAsync(Text(0), "a", Cancellation);
        Assert.Equal(spoken, voice.SpokenCount);
        await cache.SpeakAsync(Text(1), "a", Cancellation);
        Assert.Equal(spoken + 1, voice.SpokenCount);
    }

    [Fact]
    public void Key_PartsMovedAcross_Differ()
    {
        Assert.NotEqual(PromptKey.Of("a", "bc", "d"), PromptKey.Of("ab", "c", "d"));
        Assert.Matches("^[0-9a-f]{64}$", PromptKey.Of("a", "b", "c"));
    }

    [Fact]
    public async Task Fallback_FirstCannot_NextSpeaksWithItsOwnVoice()
    {
        var told = new List<string>();
        var fallback = new FallbackSynthesizer(new Mute("ENGINE_MISSING"), [(new Mute("ENGINE_FAULT"), "x"), (voice, "own")], (e, c) => told.Add($"{e} {c}"));
        var spoken = await fallback.SpeakAsync("how are you", "slt", Cancellation);
        var own = await voice.SpeakAsync("how are you", "own", Cancellation);
        Assert.Equal(own.Samples.ToArray(), spoken.Samples.ToArray());
        Assert.Equal(["mute ENGINE_MISSING", "mute ENGINE_FAULT"], told);
    }

    [Fact]
    public async Task Fallback_NobodyCan_LastCodeComesOut()
    {
        var fallback = new FallbackSynthesizer(new Mute("ENGINE_MISSING"), [(new Mute("ENGINE_FAULT"), "x")]);
        var fault = await Assert.ThrowsAsync<SpeechEngineException>(async () => await fallback.SpeakAsync("how are you", "slt", Cancellation));
        Assert.Equal("ENGINE_FAULT", fault.Code);
    }

    [Fact]
    public async Task Recorded_TextToTheLetter_IsPlayedOtherwiseRefused()
    {
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "hello.wav"), WavWriter.ToBytes(TestVoices.Noise(0.5, 0.1)), Cancellation);
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "manifest.tsv"),
            $"# remarks\nanna\tHello there.\thello.wav\nanna\tsha256:{PromptKey.OfText("Goodbye.")}\thello.wav\n",
            Cancellation);
        var prompts = new RecordedPrompts(folder.FullName);
        Assert.Equal(2, prompts.Count);
        Assert.Equal(0.5, (await prompts.SpeakAsync("Hello there.", "anna", Cancellation)).DurationSeconds, 3);
        Assert.True(prompts.Has("Goodbye.", "anna"));
        Assert.False(prompts.Has("hello there.", "anna"));
        var refused = await Assert.ThrowsAsync<SpeechEngineException>(async () => await prompts.SpeakAsync("Hello there.", "bert", Cancellation));
        Assert.Equal("VOICE_UNKNOWN", refused.Code);
    }

    [Fact]
    public async Task RecordedFirst_RecordingCannotBeRead_TheNextVoiceSpeaks()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "hello.wav"), "no sound", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "manifest.tsv"), "a\tHello there.\thello.wav\n", Cancellation);
        var told = new List<string>();
        var chain = new RecordedFirst(new RecordedPrompts(folder.FullName), voice, (engine, code) => told.Add($"{engine} {code}"));

        Assert.True((await chain.SpeakAsync("Hello there.", "a", Cancellation)).DurationSeconds > 0);
        Assert.Equal(["folder ENGINE_FAULT"], told);
        Assert.True((await chain.SpeakAsync("Not recorded.", "a", Cancellation)).DurationSeconds > 0);
        Assert.Single(told);
    }

    [Theory]
    [InlineData("anna\tHello there.\tmissing.wav")]
    [InlineData("anna\tHello there.")]
    [InlineData("anna\tHello there.\t../../etc/hostname")]
    public async Task Recorded_BadManifest_NamesTheLine(string line)
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "manifest.tsv"), "# remarks\n" + line + "\n", Cancellation);
        var fault = Assert.Throws<SpeechEngineException>(() => new RecordedPrompts(folder.FullName));
        Assert.Contains("line 2", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scripted_LengthFollowsFromTheText()
    {
        Assert.Equal(10 * ScriptedSynthesizer.SecondsPerLetter, (await voice.SpeakAsync("abcd efghi", "a", Cancellation)).DurationSeconds, 6);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private sealed class Mute(string code) : ISpeechSynthesizer
    {
        public string Engine => "mute";

        public ValueTask<Recording> SpeakAsync(string text, string voice, CancellationToken cancellation) => throw new SpeechEngineException(code, "mute");
    }
}
