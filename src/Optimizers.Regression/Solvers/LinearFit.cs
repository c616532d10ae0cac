namespace Optimizers.Regression;

/// <summary>A fit under way, in the user's units.</summary>
internal abstract class LinearFit
{
    /// <summary>How the fit is solved, in a phrase: the row of the <see cref="SolverTable"/> that it is by.</summary>
    public virtual string Solver { get; set; } = "";

    /// <summary>The iteration taken last; its value is the user's loss.</summary>
    public abstract Iteration Current { get; }

    /// <summary>The result as of now: its point has a group of parameters for each target (weights, then the intercept), its values are the user's
    /// loss.</summary>
    public abstract OptimizationResult Result { get; }

    /// <summary>The samples that the fit goes through.</summary>
    public abstract StandardizedSamples Data { get; }

    /// <summary>The fit of each target, where they are apart; else itself.</summary>
    public virtual IReadOnlyList<LinearFit> Targets => [this];

    /// <summary>The losses of held-out samples, where there are some.</summary>
    public virtual IReadOnlyList<double> ValidationHistory => [];

    /// <summary>L of LLᵀ = Σwxxᵀ/Σw of the standardized features, if the fit has factored that, without a ridge; null: it has not.</summary>
    public virtual LowerTriangle? DesignFactor => null;

    /// <summary>Rᵀ of √w·[1, Z] = QR, Z the standardized features, where the fit needed that, without a ridge; null: it did not.</summary>
    public virtual LowerTriangle? DesignRoot => null;

    /// <summary>Σwzzᵀ, z = (x, 1) of the standardized features, where the fit knows that and no factor; null: it does not.</summary>
    public virtual LowerTriangle? Design => null;

    /// <summary>Σwe² of a single target at the result, in units of <see cref="StandardizedSamples.TargetUnit"/>², if the fit knows it; null: it does
    /// not.</summary>
    public virtual double? ResidualSquares => null;

    /// <summary>What separates samples, where the fit ended because of it.</summary>
    public virtual Separation? Separation => null;

    /// <summary>Writes the parameters of the point of the run.</summary>
    public abstract double[] Parameters { get; }

    /// <summary>Takes the next iteration.</summary>
    /// <returns>False when the fit has stopped.</returns>
    public abstract bool MoveNext();
}
