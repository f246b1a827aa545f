using System.Runtime.InteropServices;

namespace VoiceStage.Speech.Recognition.Vosk;

/// <summary>A loaded model. Recognisers count references to it inside the library, so it may be closed before they are.</summary>
internal sealed class VoskModelHandle : SafeHandle
{
    public VoskModelHandle(nint model)
        : base(0, ownsHandle: true) => SetHandle(model);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        VoskNative.ModelFree(handle);
        return true;
    }
}
