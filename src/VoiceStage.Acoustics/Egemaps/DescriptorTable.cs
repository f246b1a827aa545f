namespace VoiceStage.Acoustics.Egemaps;

/// <summary>Raw low-level descriptors of all frames; NaN inside marks "not defined here" and never leaves this folder.</summary>
internal sealed class DescriptorTable(int frameCount)
{
    private readonly Dictionary<string, double[]> columns = [];

    public int FrameCount => frameCount;

    /// <summary>A column by name; made of "not defined" when first asked for.</summary>
    public double[] this[string name]
    {
        get
        {
            if (!columns.TryGetValue(name, out var column))
            {
                columns[name] = column = new double[frameCount];
                Array.Fill(column, double.NaN);
            }

            return column;
        }
    }

    public IEnumerable<string> Names => columns.Keys;

    /// <summary>Replaces every column by its symmetric moving average over three frames, over the defined ones among them only.</summary>
    /// <remarks>A frame that is not defined stays so: nothing leaks out of a voiced stretch or into one.</remarks>
    public void Smooth()
    {
        foreach (var name in columns.Keys.ToArray())
        {
            var raw = columns[name];
            var smooth = new double[raw.Length];
            for (var k = 0; k < raw.Length; k++)
            {
                var (sum, count) = (0.0, 0);
                for (var i = Math.Max(0, k - 1); i <= Math.Min(raw.Length - 1, k + 1); i++)
                {
                    if (!double.IsNaN(raw[i]))
                    {
                        sum += raw[i];
                        count++;
                    }
                }

                smooth[k] = double.IsNaN(raw[k]) ? double.NaN : sum / count;
            }

            columns[name] = smooth;
        }
    }
}
