using CsCheck;

namespace VoiceStage.Acoustics.Tests.Streaming;

/// <summary>The same generated cases in every run: only the first case of a sample with a seed is the same otherwise.</summary>
internal static class SeededCases
{
    public static void ForEach<T>(this Gen<T> cases, int count, Action<T> check)
    {
        for (var i = 0; i < count; i++)
        {
            var made = cases.Generate(new PCG((uint)i, 20_261_126), null, out _);
            try
            {
                check(made);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                throw new InvalidOperationException($"case {i}: {e.Message}", e);
            }
        }
    }

    public static void ForEach<TA, TB>(this Gen<(TA, TB)> cases, int count, Action<TA, TB> check) => cases.ForEach(count, c => check(c.Item1, c.Item2));

    public static void ForEach<TA, TB, TC>(this Gen<(TA, TB, TC)> cases, int count, Action<TA, TB, TC> check) =>
        cases.ForEach(count, c => check(c.Item1, c.Item2, c.Item3));

    public static void ForEach<TA, TB, TC, TD>(this Gen<(TA, TB, TC, TD)> cases, int count, Action<TA, TB, TC, TD> check) =>
        cases.ForEach(count, c => check(c.Item1, c.Item2, c.Item3, c.Item4));
}
