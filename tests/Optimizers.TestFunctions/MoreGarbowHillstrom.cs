namespace Optimizers.TestFunctions;

/// <summary>The residuals of the 35 problems, each written once; indices count from 0 where the paper's count from 1.</summary>
internal static class MoreGarbowHillstrom
{
    private static readonly double[] BardY = [0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.10, 4.39];
    private static readonly double[] GaussianY =
        [0.0009, 0.0044, 0.0175, 0.0540, 0.1295, 0.2420, 0.3521, 0.3989, 0.3521, 0.2420, 0.1295, 0.0540, 0.0175, 0.0044, 0.0009];
    private static readonly double[] MeyerY = [34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820, 3307, 2872];
    private static readonly double[] KowalikY = [0.1957, 0.1947, 0.1735, 0.1600, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246];
    private static readonly double[] KowalikU = [4, 2, 1, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625];
    private static readonly double[] Osborne1Y =
    [
        0.844, 0.908, 0.932, 0.936, 0.925, 0.908, 0.881, 0.850, 0.818, 0.784, 0.751, 0.718,
            0.685, 0.658, 0.628, 0.603, 0.580, 0.558, 0.538, 0.522, 0.506, 0.490, 0.478, 0.467, 0.457, 0.448,
        0.438, 0.431, 0.424, 0.420, 0.414, 0.411, 0.406,
    ];

    private static readonly double[] Osborne2Y =
    [
        1.366, 1.191, 1.112, 1.013, 0.991, 0.885, 0.831, 0.847, 0.786, 0.725, 0.746, 0.679, 0.608, 0.655, 0.616, 0.606, 0.602, 0.626, 0.651, 0.724, 0.649,
        0.649, 0.694, 0.644, 0.624, 0.661, 0.612, 0.558, 0.533, 0.495, 0.5, 0.423, 0.395, 0.375, 0.372, 0.391, 0.396, 0.405, 0.428, 0.429, 0.523, 0.562,
        0.607, 0.653, 0.672, 0.708, 0.633, 0.668, 0.645, 0.632, 0.591, 0.559, 0.597, 0.625, 0.739, 0.71, 0.729, 0.72, 0.636, 0.581, 0.428, 0.292, 0.162,
        0.098, 0.054,
    ];

    /// <summary>Values of stationary points that are not the least.</summary>
    public static IReadOnlyDictionary<string, double[]> OtherStationaryValues { get; } = new Dictionary<string, double[]>
    {
        ["M06"] = [259.58019078047],
        ["M08"] = [17.4286933],
        ["M18"] = [5.65565e-3, 0.306367],
        ["M26"] = [2.79506122e-5],
        ["M27"] = [1],
        ["M31"] = [2.68021992072, 3.05727843],
    };

    private interface IResiduals : IScalarResiduals
    {
        int Count(int n);
    }

    public static (IResidualFunction Function, IDifferentiableFunction Reverse) Create(string id, int n) => id[..3] switch
    {
        "M01" or "M21" => Of(new Rosenbrock(), n),
        "M02" => Of(new FreudensteinRoth(), n),
        "M03" => Of(new PowellBadlyScaled(), n),
        "M04" => Of(new BrownBadlyScaled(), n),
        "M05" => Of(new Beale(), n),
        "M06" => Of(new JennrichSampson(), n),
        "M07" => Of(new HelicalValley(), n),
        "M08" => Of(new Bard(), n),
        "M09" => Of(new Gaussian(), n),
        "M10" => Of(new Meyer(), n),
        "M11" => Of(new Gulf(), n),
        "M12" => Of(new Box(), n),
        "M13" or "M22" => Of(new PowellSingular(), n),
        "M14" => Of(new Wood(), n),
        "M15" => Of(new KowalikOsborne(), n),
        "M16" => Of(new BrownDennis(), n),
        "M17" => Of(new Osborne1(), n),
        "M18" => Of(new Biggs(), n),
        "M19" => Of(new Osborne2(), n),
        "M20" => Of(new Watson(), n),
        "M23" => Of(new Penalty1(), n),
        "M24" => Of(new Penalty2(), n),
        "M25" => Of(new VariablyDimensioned(), n),
        "M26" => Of(new Trigonometric(), n),
        "M27" => Of(new BrownAlmostLinear(), n),
        "M28" => Of(new BoundaryValue(), n),
        "M29" => Of(new IntegralEquation(), n),
        "M30" => Of(new BroydenTridiagonal(), n),
        "M31" => Of(new BroydenBanded(), n),
        "M32" => Of(new LinearFullRank(), n),
        "M33" => Of(new LinearRank1(), n),
        "M34" => Of(new LinearRank1WithZeros(), n),
        "M35" => Of(new Chebyquad(), n),
        _ => throw new ArgumentException($"There is no problem {id}.", nameof(id)),
    };

    private static (IResidualFunction Function, IDifferentiableFunction Reverse) Of<TResiduals>(TResiduals residuals, int n)
        where TResiduals : IResiduals
        => (ResidualFunction.Forward(n, residuals.Count(n), residuals),
            DifferentiableFunction.Reverse(n, new SumOfSquares<TResiduals>(residuals, residuals.Count(n))));

    /// <summary>Σ r² of residuals, as one function.</summary>
    private sealed class SumOfSquares<TResiduals>(TResiduals residuals, int count) : IScalarFunction
        where TResiduals : IScalarResiduals
    {
        public T Evaluate<T>(ReadOnlySpan<T> x)
            where T : struct, IScalar<T>
        {
            var r = new T[count];
            residuals.Evaluate(x, r.AsSpan());
            T sum = 0;
            foreach (T residual in r)
            {
                sum += T.Square(residual);
            }

            return sum;
        }
    }

    private sealed class Rosenbrock : IResiduals
    {
        public int Count(int n) => n;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            for (int i = 0; i < x.Length; i += 2)
            {
                r[i] = 10 * (x[i + 1] - (x[i] * x[i]));
                r[i + 1] = 1 - x[i];
            }
        }
    }

    private sealed class FreudensteinRoth : IResiduals
    {
        public int Count(int n) => 2;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            r[0] = -13 + x[0] + ((((5 - x[1]) * x[1]) - 2) * x[1]);
            r[1] = -29 + x[0] + ((((x[1] + 1) * x[1]) - 14) * x[1]);
        }
    }

    private sealed class PowellBadlyScaled : IResiduals
    {
        public int Count(int n) => 2;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            r[0] = (1e4 * x[0] * x[1]) - 1;
            r[1] = T.Exp(-x[0]) + T.Exp(-x[1]) - 1.0001;
        }
    }

    private sealed class BrownBadlyScaled : IResiduals
    {
        public int Count(int n) => 3;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            r[0] = x[0] - 1e6;
            r[1] = x[1] - 2e-6;
            r[2] = (x[0] * x[1]) - 2;
        }
    }

    private sealed class Beale : IResiduals
    {
        public int Count(int n) => 3;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            r[0] = 1.5 - (x[0] * (1 - x[1]));
            r[1] = 2.25 - (x[0] * (1 - (x[1] * x[1])));
            r[2] = 2.625 - (x[0] * (1 - (x[1] * x[1] * x[1])));
        }
    }

    private sealed class JennrichSampson : IResiduals
    {
        public int Count(int n) => 10;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            for (int i = 1; i <= 10; i++)
            {
                r[i - 1] = 2 + (2 * i) - (T.Exp(i * x[0]) + T.Exp(i * x[1]));
            }
        }
    }

    private sealed class HelicalValley : IResiduals
    {
        public int Count(int n) => 3;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            T θ = (T.Atan(x[1] / x[0]) / (2 * Math.PI)) + (x[0] < 0 ? 0.5 : 0);
            r[0] = 10 * (x[2] - (10 * θ));
            r[1] = 10 * (T.Sqrt((x[0] * x[0]) + (x[1] * x[1])) - 1);
            r[2] = x[2];
        }
    }

    private sealed class Bard : IResiduals
    {
        public int Count(int n) => 15;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            for (int i = 1; i <= 15; i++)
            {
                double u = i, v = 16 - i, w = Math.Min(u, v);
                r[i - 1] = BardY[i - 1] - (x[0] + (u / ((v * x[1]) + (w * x[2]))));
            }
        }
    }

    private sealed class Gaussian : IResiduals
    {
        public int Count(int n) => 15;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            for (int i = 1; i <= 15; i++)
            {
                double t = (8.0 - i) / 2;
                r[i - 1] = (x[0] * T.Exp(-x[1] * T.Square(t - x[2]) / 2)) - GaussianY[i - 1];
            }
        }
    }

    private sealed class Meyer : IResiduals
    {
        public int Count(int n) => 16;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            for (int i = 1; i <= 16; i++)
            {
                double t = 45 + (5 * i);
                r[i - 1] = (x[0] * T.Exp(x[1] / (t + x[2]))) - MeyerY[i - 1];
            }
        }
    }

    private sealed class Gulf : IResiduals
    {
        public int Count(int n) => 99;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            for (int i = 1; i <= 99; i++)
            {
                double t = i / 100.0, y = 25 + Math.Pow(-50 * Math.Log(t), 2.0 / 3);
                r[i - 1] = T.Exp(-T.Pow(T.Abs(y - x[1]), x[2]) / x[0]) - t;
            }
        }
    }

    private sealed class Box : IResiduals
    {
        public int Count(int n) => 10;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            for (int i = 1; i <= 10; i++)
            {
                double t = 0.1 * i;
                r[i - 1] = T.Exp(-t * x[0]) - T.Exp(-t * x[1]) - (x[2] * (Math.Exp(-t) - Math.Exp(-10 * t)));
            }
        }
    }

    private sealed class PowellSingular : IResiduals
    {
        public int Count(int n) => n;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            for (int i = 0; i < x.Length; i += 4)
            {
                r[i] = x[i] + (10 * x[i + 1]);
                r[i + 1] = Math.Sqrt(5) * (x[i + 2] - x[i + 3]);
                r[i + 2] = T.Square(x[i + 1] - (2 * x[i + 2]));
                r[i + 3] = Math.Sqrt(10) * T.Square(x[i] - x[i + 3]);
            }
        }
    }

    private sealed class Wood : IResiduals
    {
        public int Count(int n) => 6;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            r[0] = 10 * (x[1] - (x[0] * x[0]));
            r[1] = 1 - x[0];
            r[2] = Math.Sqrt(90) * (x[3] - (x[2] * x[2]));
            r[3] = 1 - x[2];
            r[4] = Math.Sqrt(10) * (x[1] + x[3] - 2);
            r[5] = (x[1] - x[3]) / Math.Sqrt(10);
        }
    }

    private sealed class KowalikOsborne : IResiduals
    {
        public int Count(int n) => 11;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            for (int i = 0; i < 11; i++)
            {
                double u = KowalikU[i];
                r[i] = KowalikY[i] - (x[0] * ((u * u) + (u * x[1])) / ((u * u) + (u * x[2]) + x[3]));
            }
        }
    }

    private sealed class BrownDennis : IResiduals
    {
        public int Count(int n) => 20;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            for (int i = 1; i <= 20; i++)
            {
                double t = i / 5.0;
                r[i - 1] = T.Square(x[0] + (t * x[1]) - Math.Exp(t)) + T.Square(x[2] + (x[3] * Math.Sin(t)) - Math.Cos(t));
            }
        }
    }

    private sealed class Osborne1 : IResiduals
    {
        public int Count(int n) => 33;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            for (int i = 0; i < 33; i++)
            {
                double t = 10 * i;
                r[i] = Osborne1Y[i] - (x[0] + (x[1] * T.Exp(-t * x[3])) + (x[2] * T.Exp(-t * x[4])));
            }
        }
    }

    private sealed class Biggs : IResiduals
    {
        public int Count(int n) => 13;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            for (int i = 1; i <= 13; i++)
            {
                double t = 0.1 * i, y = Math.Exp(-t) - (5 * Math.Exp(-10 * t)) + (3 * Math.Exp(-4 * t));
                r[i - 1] = (x[2] * T.Exp(-t * x[0])) - (x[3] * T.Exp(-t * x[1])) + (x[5] * T.Exp(-t * x[4])) - y;
            }
        }
    }

    private sealed class Osborne2 : IResiduals
    {
        public int Count(int n) => 65;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            for (int i = 0; i < 65; i++)
            {
                double t = i / 10.0;
                r[i] = Osborne2Y[i] - ((x[0] * T.Exp(-t * x[4])) + (x[1] * T.Exp(-T.Square(t - x[8]) * x[5]))
                    + (x[2] * T.Exp(-T.Square(t - x[9]) * x[6])) + (x[3] * T.Exp(-T.Square(t - x[10]) * x[7])));
            }
        }
    }

    private sealed class Watson : IResiduals
    {
        public int Count(int n) => 31;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            for (int i = 1; i <= 29; i++)
            {
                double t = i / 29.0, power = 1;
                T slope = 0, sum = x[0];
                for (int j = 1; j < x.Length; j++)
                {
                    slope += j * power * x[j];
                    power *= t;
                    sum += power * x[j];
                }

                r[i - 1] = slope - (sum * sum) - 1;
            }

            r[29] = x[0];
            r[30] = x[1] - (x[0] * x[0]) - 1;
        }
    }

    private sealed class Penalty1 : IResiduals
    {
        public int Count(int n) => n + 1;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            T sum = 0;
            for (int i = 0; i < x.Length; i++)
            {
                r[i] = Math.Sqrt(1e-5) * (x[i] - 1);
                sum += x[i] * x[i];
            }

            r[x.Length] = sum - 0.25;
        }
    }

    private sealed class Penalty2 : IResiduals
    {
        public int Count(int n) => 2 * n;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            int n = x.Length;
            double a = Math.Sqrt(1e-5);
            T sum = n * x[0] * x[0];
            r[0] = x[0] - 0.2;
            for (int i = 1; i < n; i++)
            {
                double y = Math.Exp((i + 1) / 10.0) + Math.Exp(i / 10.0);
                r[i] = a * (T.Exp(x[i] / 10) + T.Exp(x[i - 1] / 10) - y);
                r[n + i - 1] = a * (T.Exp(x[i] / 10) - Math.Exp(-0.1));
                sum += (n - i) * x[i] * x[i];
            }

            r[(2 * n) - 1] = sum - 1;
        }
    }

    private sealed class VariablyDimensioned : IResiduals
    {
        public int Count(int n) => n + 2;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            T sum = 0;
            for (int i = 0; i < x.Length; i++)
            {
                r[i] = x[i] - 1;
                sum += (i + 1) * (x[i] - 1);
            }

            r[x.Length] = sum;
            r[x.Length + 1] = sum * sum;
        }
    }

    private sealed class Trigonometric : IResiduals
    {
        public int Count(int n) => n;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            T cosines = 0;
            foreach (T angle in x)
            {
                cosines += T.Cos(angle);
            }

            for (int i = 0; i < x.Length; i++)
            {
                r[i] = x.Length - cosines + ((i + 1) * (1 - T.Cos(x[i]))) - T.Sin(x[i]);
            }
        }
    }

    private sealed class BrownAlmostLinear : IResiduals
    {
        public int Count(int n) => n;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            int n = x.Length;
            T sum = 0, product = 1;
            foreach (T factor in x)
            {
                sum += factor;
                product *= factor;
            }

            for (int i = 0; i < n - 1; i++)
            {
                r[i] = x[i] + sum - (n + 1);
            }

            r[n - 1] = product - 1;
        }
    }

    private sealed class BoundaryValue : IResiduals
    {
        public int Count(int n) => n;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            int n = x.Length;
            double h = 1.0 / (n + 1);
            for (int i = 0; i < n; i++)
            {
                T left = i > 0 ? x[i - 1] : 0, right = i < n - 1 ? x[i + 1] : 0, c = x[i] + ((i + 1) * h) + 1;
                r[i] = (2 * x[i]) - left - right + (h * h * c * c * c / 2);
            }
        }
    }

    private sealed class IntegralEquation : IResiduals
    {
        public int Count(int n) => n;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            int n = x.Length;
            double h = 1.0 / (n + 1);
            for (int i = 0; i < n; i++)
            {
                double ti = (i + 1) * h;
                T before = 0, after = 0;
                for (int j = 0; j < n; j++)
                {
                    double tj = (j + 1) * h;
                    T c = x[j] + tj + 1, cube = c * c * c;
                    before = j <= i ? before + (tj * cube) : before;
                    after = j > i ? after + ((1 - tj) * cube) : after;
                }

                r[i] = x[i] + (h / 2 * (((1 - ti) * before) + (ti * after)));
            }
        }
    }

    private sealed class BroydenTridiagonal : IResiduals
    {
        public int Count(int n) => n;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            for (int i = 0; i < x.Length; i++)
            {
                T left = i > 0 ? x[i - 1] : 0, right = i < x.Length - 1 ? x[i + 1] : 0;
                r[i] = ((3 - (2 * x[i])) * x[i]) - left - (2 * right) + 1;
            }
        }
    }

    private sealed class BroydenBanded : IResiduals
    {
        public int Count(int n) => n;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            for (int i = 0; i < x.Length; i++)
            {
                T band = 0;
                for (int j = Math.Max(0, i - 5); j <= Math.Min(x.Length - 1, i + 1); j++)
                {
                    band = j == i ? band : band + (x[j] * (1 + x[j]));
                }

                r[i] = (x[i] * (2 + (5 * x[i] * x[i]))) + 1 - band;
            }
        }
    }

    private sealed class LinearFullRank : IResiduals
    {
        public int Count(int n) => 2 * n;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            T sum = Sum(x);
            for (int i = 0; i < r.Length; i++)
            {
                r[i] = (i < x.Length ? x[i] : 0) - (2.0 / r.Length * sum) - 1;
            }
        }
    }

    private sealed class LinearRank1 : IResiduals
    {
        public int Count(int n) => 2 * n;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            T sum = 0;
            for (int j = 0; j < x.Length; j++)
            {
                sum += (j + 1) * x[j];
            }

            for (int i = 0; i < r.Length; i++)
            {
                r[i] = ((i + 1) * sum) - 1;
            }
        }
    }

    private sealed class LinearRank1WithZeros : IResiduals
    {
        public int Count(int n) => 2 * n;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            T sum = 0;
            for (int j = 1; j < x.Length - 1; j++)
            {
                sum += (j + 1) * x[j];
            }

            for (int i = 0; i < r.Length; i++)
            {
                r[i] = i == 0 || i == r.Length - 1 ? -1 : (i * sum) - 1;
            }
        }
    }

    private sealed class Chebyquad : IResiduals
    {
        public int Count(int n) => n;

        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> r)
            where T : struct, IScalar<T>
        {
            int n = x.Length;
            r.Clear();
            for (int j = 0; j < n; j++)
            {
                // the polynomials shifted to [0, 1], by their recurrence
                T last = 1, current = (2 * x[j]) - 1, twice = 2 * current;
                for (int i = 0; i < n; i++)
                {
                    r[i] += current / n;
                    T next = (twice * current) - last;
                    last = current;
                    current = next;
                }
            }

            for (int i = 1; i < n; i += 2)
            {
                r[i] += 1 / (((i + 1.0) * (i + 1)) - 1);
            }
        }
    }

    private static T Sum<T>(ReadOnlySpan<T> x)
        where T : struct, IScalar<T>
    {
        T sum = 0;
        foreach (T term in x)
        {
            sum += term;
        }

        return sum;
    }
}
