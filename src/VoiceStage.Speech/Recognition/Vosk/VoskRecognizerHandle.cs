using System.Runtime.InteropServices;

namespace VoiceStage.Speech.Recognition.Vosk;

/// <summary>One native recogniser; counted, so that a test can prove that none is left behind.</summary>
internal sealed class VoskRecognizerHandle : SafeHandle
{
    private readonly VoskHandleCount count;

    public VoskRecognizerHandle(nint recognizer, VoskHandleCount count)
        : base(0, ownsHandle: true)
    {
        this.count = count;
        SetHandle(recognizer);
        if (!IsInvalid)
        {
            count.Add();
        }
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        VoskNative.RecognizerFree(handle);
        count.Remove();
        return true;
    }
}
