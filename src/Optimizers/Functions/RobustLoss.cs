using System.Globalization;

namespace Optimizers;

/// <summary>A loss of residuals that is r² near 0 and grows more slowly from a scale C on, so that outliers count for less; for sums over residuals, f(x) = Σ
/// ρ(rᵢ(x)).</summary>
/// <remarks>
/// <code>
/// SoftL1  ρ(r) = 2C²(√(1 + (r/C)²) − 1)
/// Huber   ρ(r) = r² for |r| ≤ C, else 2C|r| − C²
/// Cauchy  ρ(r) = C² ln(1 + (r/C)²)
/// </code>
/// <para>They are those of SciPy's least_squares with its loss and f_scale = C, whose cost is half of the sum; its linear loss is none here. Of |r| far beyond
/// C the first two count |r| and are convex, so that they make no new minima in linear models; the third counts its logarithm and all but leaves such residuals
/// out, at the price of local minima.</para>
/// </remarks>
/// <example><code>
/// var fit = new LevenbergMarquardt { Loss = RobustLoss.SoftL1(0.1) };           // residuals beyond some 0.1 are taken for outliers
/// </code></example>
public sealed record RobustLoss
{
    private readonly Kind _kind;

    private RobustLoss(Kind kind, double scale) => (_kind, Scale) = (kind, Require.Positive(scale, nameof(scale)));

    private enum Kind
    {
        SoftL1,
        Huber,
        Cauchy,
    }

    /// <summary>C, the size from which a residual counts as large, in the unit of the residuals; finite and above 0.</summary>
    public double Scale { get; }

    /// <summary>The smooth relative of |r|.</summary>
    /// <param name="scale">C.</param>
    /// <exception cref="ArgumentOutOfRangeException">C is not finite and above 0.</exception>
    public static RobustLoss SoftL1(double scale) => new(Kind.SoftL1, scale);

    /// <summary>Huber's: squares up to C, straight lines beyond.</summary>
    /// <inheritdoc cref="SoftL1"/>
    public static RobustLoss Huber(double scale) => new(Kind.Huber, scale);

    /// <summary>The likelihood of a Cauchy distribution, which bounds the pull of a residual.</summary>
    /// <inheritdoc cref="SoftL1"/>
    public static RobustLoss Cauchy(double scale) => new(Kind.Cauchy, scale);

    /// <summary>Makes the function Σ ρ(rᵢ(x)) as a sum of squares, for any optimizer.</summary>
    /// <param name="function">The function with the residuals r.</param>
    /// <returns>A function whose residuals are ±√ρ(rᵢ), with the signs of the rᵢ.</returns>
    public IResidualFunction Of(IResidualFunction function) => new RobustResiduals(Require.NotNull(function, nameof(function)), this);

    /// <summary>The loss as it is made.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{nameof(RobustLoss)}.{_kind}({Scale})");

    /// <summary>±√ρ(r) and its derivative, ½ρ′(r)/√ρ(r).</summary>
    internal (double Value, double Slope) Root(double r)
    {
        double t = Math.Abs(r / Scale), u = double.Hypot(1, t), root = _kind switch
        {
            Kind.SoftL1 => t * Math.Sqrt(2 / (1 + u)),
            Kind.Huber => t <= 1 ? t : Math.Sqrt((2 * t) - 1),
            _ => Math.Sqrt(LogOfSquare(t, u)),
        };
        return root > 0 && !(_kind == Kind.Huber && t <= 1) ? (Math.CopySign(Scale * root, r), Score(t).Value / root) : (r, 1);
    }

    /// <summary>ψ(r) = ½ρ′(r) and ψ′(r): r and 1 where a residual counts in full.</summary>
    internal (double Value, double Slope) ScoreOf(double r)
    {
        (double value, double slope) = Score(Math.Abs(r / Scale));
        return (Math.CopySign(Scale * value, r), slope);
    }

    // ln(1 + t²) without overflow
    private static double LogOfSquare(double t, double u) => t < 1 ? Logarithm.OfOnePlus(t * t) : 2 * Math.Log(u);

    private (double Value, double Slope) Score(double t)
    {
        double u = double.Hypot(1, t);
        return _kind switch
        {
            Kind.SoftL1 => (t / u, 1 / u / u / u),
            Kind.Huber => (Math.Min(t, 1), t <= 1 ? 1 : 0),
            _ => (t / u / u, (1 - t) / u * ((1 + t) / u) / u / u),
        };
    }
}
