namespace VoiceStage.Server.Simulation;

/// <summary>Sound that carries words: frames of 20 ms whose first signs say which word is spoken. Lost, late or cut sound loses words as real sound does.</summary>
/// <remarks>Only signs are read, so that the gain of a quiet voice changes nothing. A frame is a marker, twelve bits, four bits of check, and then nothing but positive samples.</remarks>
internal static class SymbolicSound
{
    /// <summary>Rate of every simulated call.</summary>
    public const int RateHz = 16_000;

    /// <summary>Samples of a frame.</summary>
    public const int FrameSamples = RateHz / 50;

    /// <summary>Frames of a word: 300 ms.</summary>
    public const int WordFrames = 15;

    /// <summary>Frames that must be heard of a word.</summary>
    private const int HeardFrames = 8;

    private const int HeaderBits = 16;
    private const short Loud = 9_830;

    /// <summary>Words that seeds draw from, in the order of the alphabet.</summary>
    public static IReadOnlyList<string> Drawn { get; } = [.. CallerWords.All.SelectMany(text => text.Split(' ')).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Everything that is ever said in a simulation. What scenarios add stands at the end, so that seeds keep their meaning.</summary>
    public static IReadOnlyList<string> Vocabulary { get; } = [.. Drawn, .. CallerWords.Scenarios.SelectMany(text => text.Split(' ')).Distinct(StringComparer.Ordinal).Except(Drawn)];

    private static readonly Dictionary<string, int> Ids = Vocabulary.Select((word, i) => (word, i)).ToDictionary(pair => pair.word, pair => pair.i, StringComparer.Ordinal);

    /// <summary>The codes of a sentence's frames, in order.</summary>
    public static IEnumerable<int> FramesOf(string text)
    {
        var parity = 0;
        foreach (var word in text.Split(' '))
        {
            var code = (Ids[word] << 1) | parity;
            parity ^= 1;
            for (var i = 0; i < WordFrames; i++)
            {
                yield return code;
            }
        }
    }

    /// <summary>Writes one frame of 16-bit samples.</summary>
    public static void Write(int code, Span<byte> frame)
    {
        var bits = (code << 4) | Check(code);
        for (var i = 0; i < FrameSamples; i++)
        {
            var isNegative = i == 0 || (i <= HeaderBits && ((bits >> (HeaderBits - i)) & 1) == 1);
            System.Buffers.Binary.BinaryPrimitives.WriteInt16LittleEndian(frame[(2 * i)..], isNegative ? (short)-Loud : Loud);
        }
    }

    private static int Check(int code) => (code ^ (code >> 4) ^ (code >> 8) ^ 0b1010) & 0xF;

    /// <summary>Reads words out of sound, however it is cut.</summary>
    internal sealed class Reader
    {
        private readonly List<(int Code, long Sample)> frames = [];
        private int bitsRead = -1;
        private int bits;
        private int skip;
        private long position;

        /// <summary>Samples read.</summary>
        public long SampleCount => position;

        /// <summary>Takes samples.</summary>
        public void Take(ReadOnlySpan<float> samples)
        {
            for (var i = 0; i < samples.Length;)
            {
                if (skip > 0)
                {
                    var passed = Math.Min(skip, samples.Length - i);
                    (skip, i) = (skip - passed, i + passed);
                }
                else if (bitsRead < 0)
                {
                    var to = samples[i..].IndexOfAnyInRange(float.NegativeInfinity, -1e-6f);
                    i = to < 0 ? samples.Length : i + to + 1;
                    (bitsRead, bits) = to < 0 ? (-1, 0) : (0, 0);
                }
                else
                {
                    bits = (bits << 1) | (samples[i] < 0 ? 1 : 0);
                    i++;
                    if (++bitsRead == HeaderBits)
                    {
                        EndHeader(position + i);
                    }
                }
            }

            position += samples.Length;
        }

        /// <summary>Words that were spoken to their end, with their place in seconds.</summary>
        public IReadOnlyList<(string Word, double Start, double End)> Words()
        {
            var words = new List<(string, double, double)>();
            for (var i = 0; i < frames.Count;)
            {
                var first = i;
                while (i < frames.Count && frames[i].Code == frames[first].Code && frames[i].Sample - frames[first].Sample < WordFrames * FrameSamples)
                {
                    i++;
                }

                if (i - first >= HeardFrames)
                {
                    words.Add((Vocabulary[frames[first].Code >> 1], (double)frames[first].Sample / RateHz, (double)(frames[i - 1].Sample + FrameSamples) / RateHz));
                }
            }

            return words;
        }

        private void EndHeader(long at)
        {
            var code = bits >> 4;
            bitsRead = -1;
            if (Check(code) == (bits & 0xF) && code >> 1 < Vocabulary.Count)
            {
                frames.Add((code, Math.Max(0, at - HeaderBits - 1)));
                skip = FrameSamples - HeaderBits - 1;
            }
        }
    }
}
