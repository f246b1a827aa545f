namespace VoiceStage.Risk.Cohort;

/// <summary>The normal distribution, as far as the cohort and its evaluation need it.</summary>
internal static class Gauss
{
    /// <summary>Distribution function Φ (Abramowitz and Stegun 7.1.26 is too coarse here: this is the continued erfc of Numerical Recipes, 1.2e-7).</summary>
    public static double Cumulative(double x)
    {
        var z = Math.Abs(x) / Math.Sqrt(2);
        var t = 1 / (1 + (0.5 * z));
        var series = -1.26551223 + (t * (1.00002368 + (t * (0.37409196 + (t * (0.09678418 + (t * (-0.18628806
            + (t * (0.27886807 + (t * (-1.13520398 + (t * (1.48851587 + (t * (-0.82215223 + (t * 0.17087277)))))))))))))))));
        var tail = 0.5 * t * Math.Exp((-z * z) + series);
        return x >= 0 ? 1 - tail : tail;
    }

    /// <summary>Quantile Φ⁻¹ by bisection, p in (0, 1).</summary>
    public static double Quantile(double p) => Solve(x => Cumulative(x), p);

    /// <summary>The intercept a for which logit⁻¹(a + slope·s), s standard normal, has this mean.</summary>
    public static double Intercept(double mean, double slope) => Solve(a => Expected(s => Logistic(a + (slope * s))), mean);

    /// <summary>logit⁻¹.</summary>
    public static double Logistic(double logit) => 1 / (1 + Math.Exp(-logit));

    /// <summary>log odds, p in (0, 1).</summary>
    public static double Logit(double p) => Math.Log(p / (1 - p));

    /// <summary>Mean of f over a standard normal, by the rectangle rule at 0.01.</summary>
    private static double Expected(Func<double, double> f)
    {
        var (sum, weight) = (0.0, 0.0);
        for (var i = -800; i <= 800; i++)
        {
            var density = Math.Exp(-0.5 * i * i * 1e-4);
            sum += density * f(i * 0.01);
            weight += density;
        }

        return sum / weight;
    }

    /// <summary>x in [-30, 30] at which a rising f has this value.</summary>
    private static double Solve(Func<double, double> f, double value)
    {
        var (low, high) = (-30.0, 30.0);
        for (var step = 0; step < 80; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = f(middle) < value ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}
