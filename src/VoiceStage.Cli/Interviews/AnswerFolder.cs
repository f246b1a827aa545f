using System.Globalization;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Cli.Interviews;

/// <summary>What a simulated patient does when a question has been asked.</summary>
internal abstract record PatientAct
{
    /// <summary>Says nothing.</summary>
    internal sealed record Silence : PatientAct;

    /// <summary>Speaks these samples, at the rate of the call.</summary>
    internal sealed record Speak(Recording Recording) : PatientAct;

    /// <summary>Presses these keys.</summary>
    internal sealed record Press(string Keys) : PatientAct;

    /// <summary>Types this.</summary>
    internal sealed record Type(string Text) : PatientAct;

    /// <summary>Hangs up.</summary>
    internal sealed record HangUp : PatientAct;
}

/// <summary>A folder of a patient's answers: <c>ITEM[.N].wav</c> for the N-th asking, or <c>.key</c>, <c>.txt</c>, <c>.hangup</c>; no file is silence.</summary>
/// <remarks>A file without a number serves every asking that has none of its own: a patient who is asked again says the same again.</remarks>
internal sealed class AnswerFolder
{
    private readonly string folder;
    private readonly int sampleRateHz;

    public AnswerFolder(string folder, int sampleRateHz)
    {
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"no folder '{folder}': give --answers a folder that holds ITEM.wav, ITEM.key, ITEM.txt or ITEM.hangup files");
        }

        (this.folder, this.sampleRateHz) = (folder, sampleRateHz);
    }

    /// <summary>What the patient does at the <paramref name="asking"/>-th asking of an item, from 1.</summary>
    public PatientAct ActFor(string item, int asking)
    {
        if (item.Length == 0)
        {
            return new PatientAct.Silence();
        }

        foreach (var stem in new[] { string.Create(CultureInfo.InvariantCulture, $"{item}.{asking}"), item })
        {
            var path = Path.Combine(folder, stem);
            if (File.Exists(path + ".hangup"))
            {
                return new PatientAct.HangUp();
            }

            if (File.Exists(path + ".key"))
            {
                return new PatientAct.Press(File.ReadAllText(path + ".key").Trim());
            }

            if (File.Exists(path + ".txt"))
            {
                return new PatientAct.Type(File.ReadAllText(path + ".txt").Trim());
            }

            if (File.Exists(path + ".wav"))
            {
                return new PatientAct.Speak(ReadWav(path + ".wav"));
            }
        }

        return new PatientAct.Silence();
    }

    private Recording ReadWav(string path)
    {
        using var stream = File.OpenRead(path);
        try
        {
            var recording = WavReader.Read(stream);
            return recording.SampleRateHz == sampleRateHz ? recording : Resampler.Resample(recording, sampleRateHz);
        }
        catch (AudioFormatException e)
        {
            throw new UsageException($"{path}: {e.Message} ({e.Code})");
        }
    }
}
