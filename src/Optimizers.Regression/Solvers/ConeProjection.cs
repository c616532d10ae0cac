namespace Optimizers.Regression;

/// <summary>The point nearest to another in a cone {u : aᵢ·u ≥ 0} whose sides become known one after another.</summary>
/// <remarks>Source: D. Goldfarb and A. Idnani, <see href="https://doi.org/10.1007/BF02591962">A numerically stable dual method for solving strictly convex
/// quadratic programs</see>, 1983.</remarks>
internal sealed class ConeProjection(double[] origin)
{
    // what is left of a normal of length 1 beside the others, or its share of another, is rounding below this
    private const double SmallestRest = 1e-11;

    private readonly List<Side> _active = [];
    private readonly List<double[]> _basis = [];

    /// <summary>The nearest point of the cone of the sides that were added.</summary>
    public double[] Point { get; } = [.. origin];

    /// <summary>Adds a side that the point violates.</summary>
    /// <param name="normal">a, of length 1, with a·u below 0.</param>
    /// <param name="isEquality">Whether a·u = 0 is asked for.</param>
    /// <returns>False where the violation is rounding alone: the side depends on those that hold already.</returns>
    public bool Add(double[] normal, bool isEquality)
    {
        double own = 0;
        while (true)
        {
            (double[] rest, double[] shares) = Split(normal);
            double square = Blas.Dot(rest, rest),
                full = square > SmallestRest * SmallestRest ? -Blas.Dot(normal, Point) / square : double.PositiveInfinity, step = full;
            Side? blocking = null;
            for (int j = 0; j < _active.Count; j++)
            {
                if (!_active[j].IsEquality && shares[j] > SmallestRest && _active[j].Multiplier / shares[j] < step)
                {
                    (blocking, step) = (_active[j], _active[j].Multiplier / shares[j]);
                }
            }

            if (double.IsInfinity(step))
            {
                return false;
            }

            own += step;
            for (int j = 0; j < _active.Count; j++)
            {
                _active[j].Multiplier -= step * shares[j];
            }

            if (blocking is null)
            {
                _active.Add(new Side(normal, isEquality) { Multiplier = own });
                Settle();
                return true;
            }

            if (double.IsFinite(full))
            {
                Blas.AddScaled(step, rest, Point);
            }

            _active.Remove(blocking);
            Settle(movesPoint: false);
        }
    }

    /// <summary>Makes an orthonormal basis of the active normals, and the point what the origin has beside it.</summary>
    private void Settle(bool movesPoint = true)
    {
        _basis.Clear();
        foreach (Side side in _active)
        {
            double[] rest = Beside(side.Normal);
            Blas.Scale(1 / Blas.Norm(rest), rest, rest);
            _basis.Add(rest);
        }

        if (movesPoint)
        {
            Beside(origin).CopyTo(Point, 0);
        }
    }

    /// <summary>What a vector has beside the basis; twice, for the first time leaves rounding.</summary>
    private double[] Beside(double[] vector)
    {
        double[] rest = [.. vector];
        for (int time = 0; time < 2; time++)
        {
            foreach (double[] direction in _basis)
            {
                Blas.AddScaled(-Blas.Dot(direction, rest), direction, rest);
            }
        }

        return rest;
    }

    /// <summary>a = Σ sharesⱼ aⱼ + rest, by the triangle that the active normals have in the basis.</summary>
    private (double[] Remainder, double[] Shares) Split(double[] normal)
    {
        double[] shares = new double[_active.Count];
        for (int j = shares.Length - 1; j >= 0; j--)
        {
            double sum = Blas.Dot(_basis[j], normal);
            for (int later = j + 1; later < shares.Length; later++)
            {
                sum -= Blas.Dot(_basis[j], _active[later].Normal) * shares[later];
            }

            shares[j] = sum / Blas.Dot(_basis[j], _active[j].Normal);
        }

        return (Beside(normal), shares);
    }

    private sealed class Side(double[] normal, bool isEquality)
    {
        public double[] Normal => normal;

        public bool IsEquality => isEquality;

        public double Multiplier { get; set; }
    }
}
