using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Calls;
using VoiceStage.Server.Recordings;
using VoiceStage.Server.Tests.Journal;

namespace VoiceStage.Server.Tests.Recordings;

public sealed class CallRecordingTests
{
    [Fact]
    public async Task Skip_MissingSamples_LeaveAGapBetweenTwoStretches()
    {
        await using var store = await TestStore.MakeAsync();
        await store.Journal.AppendAsync("s1", 0, TestStore.Start, 0, [TestStore.Opened("s1")], TestContext.Current.CancellationToken);
        var recordings = store.Get<ICallRecordings>();
        await using (var recording = await recordings.OpenAsync("s1", 8_000, 100, TestContext.Current.CancellationToken))
        {
            recording.Append(new float[50]);
            recording.Skip(25);
            recording.Append(new float[30]);
        }

        var segments = await store.Get<RecordingStore>().ReadAsync("s1", TestContext.Current.CancellationToken);

        Assert.Equal([(100L, 150L, RecordingEnd.Whole), (175L, 205L, RecordingEnd.Whole)], segments.Select(s => (s.StartSample, s.EndSample, s.End)));
        Assert.Equal(205, await recordings.DurableOffsetAsync("s1", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Open_UnknownAssessment_Fails()
    {
        await using var store = await TestStore.MakeAsync();

        await Assert.ThrowsAsync<RecordingFailedException>(() =>
            store.Get<ICallRecordings>().OpenAsync("nobody", 8_000, 0, TestContext.Current.CancellationToken).AsTask());
    }
}
