using System.Runtime.InteropServices;

namespace VoiceStage.Speech.Recognition.Sphinx;

/// <summary>One native decoder.</summary>
internal sealed class SphinxDecoderHandle : SafeHandle
{
    public SphinxDecoderHandle(nint decoder)
        : base(0, ownsHandle: true) => SetHandle(decoder);

    public override bool IsInvalid => handle == 0;

    /// <summary>The library answers how many still hold it.</summary>
    protected override bool ReleaseHandle() => SphinxNative.Free(handle) == 0;
}
