namespace Optimizers.Regression;

/// <content>The sums over parts of the samples.</content>
internal sealed partial class RefinedSquares
{
    private readonly struct Parts(
        RefinedSquares squares, DenseRows block, int rows, DoubleDouble[] weights, DoubleDouble[] biases, DoubleDouble[][] sums, double[] values)
        : IParts
    {
        public DoubleDouble[][] Sums => sums;

        public double[] Squares => values;

        public void Do(int part)
        {
            int d = block.FeatureCount, k = block.TargetCount, p = squares._design.Columns, ones = squares._ones;
            DoubleDouble[] own = sums[part] = new DoubleDouble[p * k];
            double[] units = squares._units, x = new double[d];
            for (int i = part * rows; i < Math.Min((part + 1) * rows, block.Rows); i++)
            {
                ReadOnlySpan<double> row = block.Row(i);
                for (int j = 0; j < d; j++)
                {
                    x[j] = units[j] * row[j];
                }

                for (int t = 0; t < k; t++)
                {
                    DoubleDouble residual = Predict(x, weights.AsSpan(t * d, d), biases[t]).Plus(-squares._targetUnit * block.Targets[(i * k) + t]);
                    double weight = block.Weights?[i] ?? 1, relative = residual.High / squares._targetScale;
                    values[part] += weight * relative * relative;
                    residual = residual.Times(weight);
                    own[t * p] = ones > 0 ? own[t * p].Plus(residual) : own[t * p];
                    for (int j = 0; j < d; j++)
                    {
                        int at = (t * p) + ones + j;
                        own[at] = own[at].Plus(residual.Times(x[j]));
                    }
                }
            }
        }

        private static DoubleDouble Predict(double[] x, ReadOnlySpan<DoubleDouble> weights, DoubleDouble bias)
        {
            for (int j = 0; j < x.Length; j++)
            {
                bias = bias.Plus(weights[j].Times(x[j]));
            }

            return bias;
        }
    }
}
