namespace Optimizers;

/// <summary>What the reasons have in common.</summary>
internal static class StopReasons
{
    extension(StopReason reason)
    {
        /// <summary>Whether a run that stopped for this reason found what it looked for.</summary>
        public bool IsConverged => reason
            is StopReason.GradientTolerance or StopReason.ValueTolerance or StopReason.StepTolerance or StopReason.TargetReached
                or StopReason.RoundingLimit or StopReason.EarlyStopped or StopReason.Undetermined;

        /// <summary>Whether a run that stopped for this reason could go on, were it given more.</summary>
        public bool IsLimit => reason
            is StopReason.IterationLimit or StopReason.EpochsDone or StopReason.EvaluationLimit or StopReason.TimeLimit or StopReason.Cancelled;
    }
}
