namespace Optimizers.Regression.Tests;

/// <summary>The model of a nonlinear data set of NIST.</summary>
internal sealed class NistModel(string name) : ISurface
{
    public T Evaluate<T>(ReadOnlySpan<double> features, ReadOnlySpan<T> b)
        where T : struct, IScalar<T>
    {
        double x = features[0];
        switch (name)
        {
            case "Misra1a" or "BoxBOD":
                return b[0] * (1 - T.Exp(-b[1] * x));
            case "Misra1b":
                return b[0] * (1 - (1 / T.Square(1 + (b[1] * x / 2))));
            case "Misra1c":
                return b[0] * (1 - (1 / T.Sqrt(1 + (2 * b[1] * x))));
            case "Misra1d":
                return b[0] * b[1] * x / (1 + (b[1] * x));
            case "Chwirut1" or "Chwirut2":
                return T.Exp(-b[0] * x) / (b[1] + (b[2] * x));
            case "Lanczos1" or "Lanczos2" or "Lanczos3":
                return (b[0] * T.Exp(-b[1] * x)) + (b[2] * T.Exp(-b[3] * x)) + (b[4] * T.Exp(-b[5] * x));
            case "Gauss1" or "Gauss2" or "Gauss3":
                return (b[0] * T.Exp(-b[1] * x)) + (b[2] * T.Exp(-T.Square((x - b[3]) / b[4]))) + (b[5] * T.Exp(-T.Square((x - b[6]) / b[7])));
            case "DanWood":
                return b[0] * T.Exp(b[1] * Math.Log(x));
            case "Kirby2":
                return (b[0] + (x * (b[1] + (x * b[2])))) / (1 + (x * (b[3] + (x * b[4]))));
            case "Hahn1" or "Thurber":
                return (b[0] + (x * (b[1] + (x * (b[2] + (x * b[3])))))) / (1 + (x * (b[4] + (x * (b[5] + (x * b[6]))))));
            case "Nelson":
                return b[0] - (b[1] * x * T.Exp(-b[2] * features[1]));
            case "MGH09":
                return b[0] * x * (x + b[1]) / ((x * (x + b[2])) + b[3]);
            case "MGH10":
                return b[0] * T.Exp(b[1] / (x + b[2]));
            case "MGH17":
                return b[0] + (b[1] * T.Exp(-b[3] * x)) + (b[2] * T.Exp(-b[4] * x));
            case "Roszman1":
                return b[0] - (b[1] * x) - (T.Atan(b[2] / (x - b[3])) / Math.PI);
            case "ENSO":
                T year = 2 * Math.PI * x / 12, long1 = 2 * Math.PI * x / b[3], long2 = 2 * Math.PI * x / b[6];
                return b[0] + (b[1] * T.Cos(year))
                    + (b[2] * T.Sin(year)) + (b[4] * T.Cos(long1)) + (b[5] * T.Sin(long1)) + (b[7] * T.Cos(long2)) + (b[8] * T.Sin(long2));
            case "Rat42":
                return b[0] / (1 + T.Exp(b[1] - (b[2] * x)));
            case "Rat43":
                return b[0] * T.Exp(-T.Log(1 + T.Exp(b[1] - (b[2] * x))) / b[3]);
            case "Eckerle4":
                return b[0] / b[1] * T.Exp(-0.5 * T.Square((x - b[2]) / b[1]));
            case "Bennett5":
                return b[0] * T.Exp(-T.Log(b[1] + x) / b[2]);
            default:
                throw new ArgumentException($"There is no model {name}.", nameof(name));
        }
    }
}
