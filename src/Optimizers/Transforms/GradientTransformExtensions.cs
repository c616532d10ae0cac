namespace Optimizers;

/// <summary>Composition of gradient transforms with rules and with each other.</summary>
public static class GradientTransformExtensions
{
    extension(IGradientTransform transform)
    {
        /// <summary>A rule that steps by the changed gradient.</summary>
        /// <param name="rule">The rule.</param>
        /// <returns>A rule, equal to another one when both parts are; one copy of the gradient is its memory beside theirs.</returns>
        public IUpdateRule Then(IUpdateRule rule)
        {
            ArgumentNullException.ThrowIfNull(transform);
            return new TransformedRule(transform, rule);
        }

        /// <summary>Another transform after this one.</summary>
        /// <param name="next">The transform that sees the changed gradient.</param>
        public IGradientTransform Then(IGradientTransform next)
        {
            ArgumentNullException.ThrowIfNull(transform);
            ArgumentNullException.ThrowIfNull(next);
            return new TransformChain(transform, next);
        }
    }
}
