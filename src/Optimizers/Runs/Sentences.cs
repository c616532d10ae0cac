namespace Optimizers;

/// <summary>Everything that <see cref="Explanation"/> may say after the reason itself, each sentence once; a test has a run for each of which it is true, and
/// one of which it is not.</summary>
internal static class Sentences
{
    public const string GradientNorm = "The gradient norm is {0:G3}, {1} its tolerance {2:G3}.";
    public const string LastChange = "The last change of the value is {0:G3}; its tolerance is {1:G3} of the value's size.";
    public const string LastStep = "The last step is {0:G3} of the point's size; its tolerance is {1:G3}.";
    public const string Target = "The value is {0:G3} from the target {1:G6}.";
    public const string Nearest = "The nearest tolerance was {0}, {1:G2} times away.";
    public const string Stationary = "The point is stationary to that tolerance; whether it is a minimum, a gradient cannot tell.";

    public const string Undetermined = "Other values of coordinates {0} give the same predictions: hold them at known values, as by CurveFit.Fixed, or "
        + "take data on which they have an effect of their own.";

    public const string FallsForEver = "The function falls without bound along the way taken: it has no minimum there. Check its sign, or call Maximize "
        + "if a maximum is wanted.";
    public const string RisesForEver = "The function rises without bound along the way taken: it has no maximum there. Check its sign, or call Minimize "
        + "if a minimum is wanted.";
    public const string NotFiniteAtStart = "The function is not finite at the start; start elsewhere.";
    public const string LeftNumbers = "The function left the numbers on the way: keep the variables where it is defined, for example by Lbfgsb or "
        + "Projected with a Box.";
    public const string Separated = "Set a Penalty, such as RidgePenalty, which keeps the coefficients finite, or leave out what gives the targets away.";
    public const string AboveStart = "The steps left the valley that the run began in, and came to rest in another, at a value of {0:G6} above {1:G6} at "
        + "the start; a smaller learning rate stays in it.";

    public const string WrongAtStart = "The gradient is wrong at coordinate {0}: at the start the function gives {1:G6}, differences of its value give {2:G6}.";
    public const string WrongAtEnd = "The gradient is wrong at coordinate {0}: where the run ended the function gives {1:G6}, differences of its value "
        + "give {2:G6}.";
    public const string Unset = "The gradient function leaves coordinate {0} unset; it must write every partial derivative.";
    public const string Added = "The gradient function adds to what is at coordinate {0} in place of writing it; it must write every partial derivative.";

    public const string Kink = "Near the point found the gradient jumps along coordinate {0}: a kink, as of an absolute value. Use an update rule with a "
        + "falling rate, or ProximalGradient where the kink is a penalty.";
    public const string KinkBetween = "Along it the value gets worse both ways, so that the point may be the one looked for.";
    public const string Noise = "The value is noisy: on a short line through the point it jumps by {0:G2} of its size, where rounding would make 1E-16; a "
        + "looser GradientTolerance may be all that is needed.";
    public const string NoCause = "No cause was found: differences agree with the gradient, and neither a kink nor noise was seen.";

    public const string RateTooHigh = "The value got worse, from {0:G6} to {1:G6}. The learning rate {2:G3} may be too high: try {3:G3}.";
    public const string Epochs = "All {0} steps of the mini-batches are taken, {1} whole epochs; Resume goes on with more.";
    public const string StillFalling = "The value still gets better on the way that the run took: more epochs, or a higher learning rate, lead on.";
    public const string Scales = "The curvature along coordinate {0} is {1:G2}, along coordinate {2} {3:G2}: the variables are scaled very differently. "
        + "Bring them to like units; features, by Standardize.";
    public const string MoreAllowed = "A higher {0} lets it go on.";
    public const string MoreAllowedOrLbfgs = "A higher {0} lets it go on; for a smooth function Lbfgs is likely to be faster.";
}
