namespace VoiceStage.Risk.Cohort;

/// <summary>Random draws of one person and topic, the same on every machine and runtime (SplitMix64).</summary>
/// <remarks>Every person and topic has a stream of its own, so that a new feature or one more person changes nobody else.</remarks>
internal sealed class SeededDraws
{
    private ulong _state;
    private double? _spare;

    /// <summary>Opens the stream of one person's topic.</summary>
    public SeededDraws(int seed, int person, string topic)
    {
        _state = Mix((ulong)(uint)seed + 0x9E3779B97F4A7C15);
        _state = Mix(_state ^ (ulong)(uint)person);
        foreach (var letter in topic)
        {
            _state = Mix(_state ^ letter);
        }
    }

    /// <summary>In [0, 1), 53 random bits.</summary>
    public double Uniform() => (Mix(_state += 0x9E3779B97F4A7C15) >> 11) * (1.0 / (1UL << 53));

    /// <summary>In [lowest, highest].</summary>
    public int Between(int lowest, int highest) => lowest + (int)(Uniform() * (highest - lowest + 1));

    /// <summary>True with this probability.</summary>
    public bool Happens(double probability) => Uniform() < probability;

    /// <summary>Mean 0, standard deviation 1 (Box–Muller).</summary>
    public double Gaussian()
    {
        if (_spare is { } kept)
        {
            _spare = null;
            return kept;
        }

        var radius = Math.Sqrt(-2 * Math.Log(1 - Uniform()));
        var (sine, cosine) = Math.SinCos(2 * Math.PI * Uniform());
        _spare = radius * sine;
        return radius * cosine;
    }

    /// <summary>Beta(a, b) by two gamma draws, a and b at least 1.</summary>
    public double Beta(double a, double b)
    {
        var one = Gamma(a);
        return one / (one + Gamma(b));
    }

    /// <summary>Exponential with this mean.</summary>
    public double Exponential(double mean) => -mean * Math.Log(1 - Uniform());

    /// <summary>Gamma(shape, 1), shape at least 1 (Marsaglia and Tsang 2000).</summary>
    private double Gamma(double shape)
    {
        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Gaussian();
            var v = Math.Pow(1 + (c * x), 3);
            if (v > 0 && Math.Log(1 - Uniform()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
            {
                return d * v;
            }
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
