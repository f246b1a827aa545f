using Microsoft.EntityFrameworkCore;
using VoiceStage.Server.Recordings;
using VoiceStage.Server.Tests.Journal;

namespace VoiceStage.Server.Tests.Recordings;

public sealed class RecordingStoreTests
{
    private const int Rate = 8_000;
    private const int ChunkBytes = RecordingChunks.HeaderByteCount + Rate + RecordingChunks.TagByteCount;

    [Theory]
    [InlineData(1)]
    [InlineData(3_999)]
    [InlineData(4_000)]
    [InlineData(18_001)]
    public async Task Read_ClosedRecording_GivesTheVerySamples(int count)
    {
        await using var store = await TestStore.MakeAsync();
        var samples = await RecordAsync(store, "s1", count, startSample: 160);

        var segment = Assert.Single(await ReadAsync(store));

        Assert.Equal((RecordingEnd.Whole, 160L, Rate), (segment.End, segment.StartSample, segment.SampleRateHz));
        Assert.Equal(samples, segment.Samples.ToArray());
    }

    [Fact]
    public async Task Append_BeforeConsent_IsRefusedAndNothingIsStored()
    {
        await using var store = await TestStore.MakeAsync();
        await using (var writer = store.Get<RecordingStore>().OpenWriter("s1", "p1", Rate, 0))
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => writer.AppendAsync(new short[10], TestContext.Current.CancellationToken).AsTask());
            Assert.Throws<InvalidOperationException>(() => writer.TryAppend(new float[10]));
        }

        Assert.Empty(Files(store));
        Assert.Equal((0, 0), await store.ReadAsync(async db => (await db.Recordings.CountAsync(), await db.PatientKeys.CountAsync())));
    }

    [Fact]
    public async Task Flush_BeforeTheEnd_IsDurableAndReadableAsCut()
    {
        await using var store = await TestStore.MakeAsync();
        await using var writer = store.Get<RecordingStore>().OpenWriter("s1", "p1", Rate, 100);
        writer.GiveConsent();
        await writer.AppendAsync(Ramp(5_000), TestContext.Current.CancellationToken);
        await writer.FlushAsync(TestContext.Current.CancellationToken);

        var segment = Assert.Single(await ReadAsync(store));

        Assert.Equal(5_100, writer.DurableSample);
        Assert.Equal((RecordingEnd.Cut, 5_000), (segment.End, segment.Samples.Length));
        Assert.Equal(5_100, await store.Get<RecordingStore>().DurableSampleAsync("s1", CancellationToken.None));
    }

    [Fact]
    public async Task TryAppend_Floats_AreRoundedToSixteenBits()
    {
        await using var store = await TestStore.MakeAsync();
        await using (var writer = store.Get<RecordingStore>().OpenWriter("s1", "p1", Rate, 0))
        {
            writer.GiveConsent();
            Assert.True(writer.TryAppend([0f, 0.5f, -0.25f, 1f, -1f, 2f]));
        }

        Assert.Equal([0, 16_384, -8_192, 32_767, -32_768, 32_767], Assert.Single(await ReadAsync(store)).Samples.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(200)]
    public async Task Read_CrashInsideAChunk_GivesEverythingBeforeItAsCut(int missing)
    {
        await using var store = await TestStore.MakeAsync();
        var samples = await RecordAsync(store, "s1", 12_000);
        await ForgetClosingAsync(store);
        var file = Assert.Single(Files(store));
        using (var stream = File.OpenWrite(file))
        {
            stream.SetLength((3 * ChunkBytes) - missing);
        }

        var segment = Assert.Single(await ReadAsync(store));

        Assert.Equal(RecordingEnd.Cut, segment.End);
        Assert.Equal(samples[..8_000], segment.Samples.ToArray());
    }

    [Fact]
    public async Task Read_CrashLeftReservedZeros_GivesEverythingBeforeThemAsCut()
    {
        await using var store = await TestStore.MakeAsync();
        await RecordAsync(store, "s1", 8_000);
        await ForgetClosingAsync(store);
        using (var stream = File.OpenWrite(Assert.Single(Files(store))))
        {
            stream.SetLength(2 * ChunkBytes);
            stream.SetLength((2 * ChunkBytes) + 4_096);
        }

        var segment = Assert.Single(await ReadAsync(store));

        Assert.Equal((RecordingEnd.Cut, 8_000), (segment.End, segment.Samples.Length));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(ChunkBytes - 1)]
    [InlineData(ChunkBytes + 100)]
    public async Task Read_OneBitFlipped_IsDamagedFromThereOn(int position)
    {
        await using var store = await TestStore.MakeAsync();
        var samples = await RecordAsync(store, "s1", 12_000);
        Change(store, bytes => bytes[position] ^= 1);

        var segment = Assert.Single(await ReadAsync(store));

        Assert.Equal(RecordingEnd.Damaged, segment.End);
        Assert.Equal(samples[..(position / ChunkBytes * 4_000)], segment.Samples.ToArray());
    }

    [Fact]
    public async Task Read_ChunksSwapped_IsDamaged()
    {
        await using var store = await TestStore.MakeAsync();
        await RecordAsync(store, "s1", 12_000);
        Change(store, bytes =>
        {
            var first = bytes[..ChunkBytes];
            bytes.AsSpan(ChunkBytes, ChunkBytes).CopyTo(bytes);
            first.CopyTo(bytes, ChunkBytes);
        });

        Assert.Equal(RecordingEnd.Damaged, Assert.Single(await ReadAsync(store)).End);
    }

    [Theory]
    [InlineData(ChunkBytes)]
    [InlineData(0)]
    public async Task Read_ClosedRecordingCutAtAChunk_IsDamagedNotCut(int length)
    {
        await using var store = await TestStore.MakeAsync();
        await RecordAsync(store, "s1", 12_000);
        using (var stream = File.OpenWrite(Assert.Single(Files(store))))
        {
            stream.SetLength(length);
        }

        Assert.Equal(RecordingEnd.Damaged, Assert.Single(await ReadAsync(store)).End);
    }

    [Fact]
    public async Task Read_AnotherRecordingsFilePutInItsPlace_IsDamaged()
    {
        await using var store = await TestStore.MakeAsync();
        await RecordAsync(store, "s1", 8_000);
        var first = Assert.Single(Files(store));
        await RecordAsync(store, "s1", 8_000, startSample: 8_000);
        File.Copy(Files(store).Single(file => file != first), first, overwrite: true);

        Assert.Equal([RecordingEnd.Damaged, RecordingEnd.Whole], (await ReadAsync(store)).Select(segment => segment.End));
    }

    [Fact]
    public async Task Files_OfARecording_HoldNoSampleInTheClear()
    {
        await using var store = await TestStore.MakeAsync();
        var samples = await RecordAsync(store, "s1", 8_000);
        var plain = System.Runtime.InteropServices.MemoryMarshal.AsBytes(samples.AsSpan(1_000, 16)).ToArray();

        Assert.Equal(-1, File.ReadAllBytes(Assert.Single(Files(store))).AsSpan().IndexOf(plain));
    }

    [Fact]
    public async Task Erase_Patient_NothingCanBeReadAndTheKeyIsGoneFromTheDatabaseFiles()
    {
        await using var store = await TestStore.MakeAsync();
        await RecordAsync(store, "s1", 8_000);
        var wrapped = await store.ReadAsync(db => db.PatientKeys.Select(key => key.WrappedKey!).SingleAsync());

        Assert.Equal(1, await store.Get<RecordingStore>().EraseAsync("p1", CancellationToken.None));

        Assert.Equal(RecordingEnd.Erased, Assert.Single(await ReadAsync(store)).End);
        Assert.Empty(Files(store));
        foreach (var file in Directory.EnumerateFiles(store.Directory, "voicestage.db*"))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            Assert.Equal(-1, bytes.AsSpan().IndexOf(wrapped));
        }
    }

    [Fact]
    public async Task Record_AfterAnErasure_HasANewKeyAndTheOldOnesStayErased()
    {
        await using var store = await TestStore.MakeAsync();
        await RecordAsync(store, "s1", 8_000);
        await store.Get<RecordingStore>().EraseAsync("p1", CancellationToken.None);
        await RecordAsync(store, "s1", 4_000, startSample: 8_000);

        Assert.Equal([RecordingEnd.Erased, RecordingEnd.Whole], (await ReadAsync(store)).Select(segment => segment.End));
    }

    [Fact]
    public async Task Append_DiskFails_TheWriterSaysSoAndTheCallerIsNotHeldUp()
    {
        await using var store = await TestStore.MakeAsync();
        File.WriteAllText(Path.Combine(store.Directory, "recordings"), "a file where the directory should be");
        await using var writer = store.Get<RecordingStore>().OpenWriter("s1", "p1", Rate, 0);
        writer.GiveConsent();
        await writer.AppendAsync(Ramp(100), TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<RecordingFailedException>(() => writer.FlushAsync(TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<RecordingFailedException>(() => writer.AppendAsync(Ramp(100), TestContext.Current.CancellationToken).AsTask());
        Assert.Equal(0, writer.DurableSample);
    }

    private static async Task<short[]> RecordAsync(TestStore store, string assessment, int count, long startSample = 0)
    {
        var samples = Ramp(count);
        await using var writer = store.Get<RecordingStore>().OpenWriter(assessment, "p1", Rate, startSample);
        writer.GiveConsent();
        for (var at = 0; at < count; at += 160)
        {
            await writer.AppendAsync(samples.AsMemory(at, Math.Min(160, count - at)), TestContext.Current.CancellationToken);
        }

        return samples;
    }

    private static short[] Ramp(int count) => [.. Enumerable.Range(0, count).Select(i => (short)((i * 7919) % 65_536))];

    private static Task<IReadOnlyList<RecordedSegment>> ReadAsync(TestStore store) => store.Get<RecordingStore>().ReadAsync("s1", CancellationToken.None);

    private static string[] Files(TestStore store)
    {
        var directory = Path.Combine(store.Directory, "recordings");
        return Directory.Exists(directory) ? Directory.GetFiles(directory, "*", SearchOption.AllDirectories) : [];
    }

    private static void Change(TestStore store, Action<byte[]> change)
    {
        var file = Assert.Single(Files(store));
        var bytes = File.ReadAllBytes(file);
        change(bytes);
        File.WriteAllBytes(file, bytes);
    }

    /// <summary>As after a crash: the closing was never written.</summary>
    private static Task<int> ForgetClosingAsync(TestStore store) =>
        store.ReadAsync(db => db.Recordings.ExecuteUpdateAsync(set => set.SetProperty(row => row.ClosedSampleCount, (long?)null)));
}
