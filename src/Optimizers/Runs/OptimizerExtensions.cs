namespace Optimizers;

/// <summary>Runs of any optimizer: in one call, or iteration by iteration.</summary>
public static class OptimizerExtensions
{
    extension(IOptimizer optimizer)
    {
        /// <summary>Makes a run; the way to <see cref="IOptimizer.Start"/> from a variable of the optimizer's own type.</summary>
        /// <param name="function">f, of n coordinates.</param>
        /// <param name="start">x₀, n finite coordinates.</param>
        /// <param name="options">When to stop, which direction, which batches.</param>
        /// <returns>The run; nothing has been evaluated yet.</returns>
        /// <exception cref="ArgumentException">The start does not fit the function, or the batches do not fit its samples.</exception>
        public OptimizationRun Start(IDifferentiableFunction function, ReadOnlySpan<double> start, RunOptions options)
        {
            ArgumentNullException.ThrowIfNull(optimizer);
            return optimizer.Start(function, start, options);
        }

        /// <summary>Looks for a minimum of a function.</summary>
        /// <param name="function">f, of n coordinates.</param>
        /// <param name="start">x₀, n finite coordinates.</param>
        /// <param name="stopping">When to stop; null: the defaults of <see cref="StoppingCriteria"/>.</param>
        /// <param name="cancellationToken">Ends the run after an iteration, with the best point so far.</param>
        /// <returns>The result, also when the run did not converge.</returns>
        /// <exception cref="ArgumentException">The start has another number of coordinates than the function, or one that is not finite.</exception>
        public OptimizationResult Minimize(
            IDifferentiableFunction function, ReadOnlySpan<double> start, StoppingCriteria? stopping = null, CancellationToken cancellationToken = default)
            => Start(optimizer, function, start, new RunOptions { Stopping = stopping ?? new(), Cancellation = cancellationToken }).Complete();

        /// <summary>Looks for a minimum of a mean over samples by mini-batches.</summary>
        /// <param name="function">f, of n coordinates.</param>
        /// <param name="start">x₀, n finite coordinates.</param>
        /// <param name="batches">Size, length, order and seed of the batches.</param>
        /// <param name="stopping">When to stop; null: when the batches end.</param>
        /// <param name="cancellationToken">Ends the run after an iteration, with the point so far.</param>
        /// <returns>The result, also when the run did not converge; its value is that of the whole function.</returns>
        /// <exception cref="ArgumentException">The start does not fit the function, or the batches do not fit its samples.</exception>
        public OptimizationResult Minimize(
            IFiniteSumFunction function, ReadOnlySpan<double> start, MiniBatches batches, StoppingCriteria? stopping = null,
            CancellationToken cancellationToken = default)
            => Start(optimizer, function, start, new RunOptions { Stopping = stopping ?? new(), Batches = Given(batches), Cancellation = cancellationToken })
                .Complete();

        /// <summary>Looks for a maximum of a function: the optimizer sees −f, the result shows f.</summary>
        /// <inheritdoc cref="Minimize(IOptimizer, IDifferentiableFunction, ReadOnlySpan{double}, StoppingCriteria?, CancellationToken)"
        ///     path="/param|/returns|/exception"/>
        public OptimizationResult Maximize(
            IDifferentiableFunction function, ReadOnlySpan<double> start, StoppingCriteria? stopping = null, CancellationToken cancellationToken = default)
            => Start(optimizer, function, start, new RunOptions { Stopping = stopping ?? new(), Maximize = true, Cancellation = cancellationToken }).Complete();

        /// <summary>Looks for a maximum of a mean over samples by mini-batches: the optimizer sees −f, the result shows f.</summary>
        /// <inheritdoc cref="Minimize(IOptimizer, IFiniteSumFunction, ReadOnlySpan{double}, MiniBatches, StoppingCriteria?, CancellationToken)"
        ///     path="/param|/returns|/exception"/>
        public OptimizationResult Maximize(
            IFiniteSumFunction function, ReadOnlySpan<double> start, MiniBatches batches, StoppingCriteria? stopping = null,
            CancellationToken cancellationToken = default)
            => Start(
                optimizer,
                function,
                start,
                new RunOptions { Stopping = stopping ?? new(), Batches = Given(batches), Maximize = true, Cancellation = cancellationToken }).Complete();

        /// <summary>Makes a run towards a minimum that takes an iteration each time it is asked for one.</summary>
        /// <inheritdoc cref="Minimize(IOptimizer, IDifferentiableFunction, ReadOnlySpan{double}, StoppingCriteria?, CancellationToken)"
        ///     path="/param|/exception"/>
        /// <returns>The run, to be enumerated; its <see cref="OptimizationRun.Result"/> may be asked for at any time.</returns>
        public OptimizationRun Iterate(
            IDifferentiableFunction function, ReadOnlySpan<double> start, StoppingCriteria? stopping = null, CancellationToken cancellationToken = default)
            => Start(optimizer, function, start, new RunOptions { Stopping = stopping ?? new(), Cancellation = cancellationToken });

        /// <summary>Makes a run over mini-batches towards a minimum that takes an iteration each time it is asked for one.</summary>
        /// <inheritdoc cref="Minimize(IOptimizer, IFiniteSumFunction, ReadOnlySpan{double}, MiniBatches, StoppingCriteria?, CancellationToken)"
        ///     path="/param|/exception"/>
        /// <returns>The run, to be enumerated; its <see cref="OptimizationRun.Result"/> may be asked for at any time.</returns>
        public OptimizationRun Iterate(
            IFiniteSumFunction function, ReadOnlySpan<double> start, MiniBatches batches, StoppingCriteria? stopping = null,
            CancellationToken cancellationToken = default)
            => Start(optimizer, function, start, new RunOptions { Stopping = stopping ?? new(), Batches = Given(batches), Cancellation = cancellationToken });

        /// <summary>Makes a run that goes on where a saved one was, with the same bits as if it had not stopped.</summary>
        /// <param name="function">The function of the saved run.</param>
        /// <param name="saved">What <see cref="OptimizationRun.ToJson"/> wrote, of a run of an optimizer of this kind.</param>
        /// <param name="stopping">When to stop; null: the defaults of <see cref="StoppingCriteria"/>. Counted from the start of the saved run.</param>
        /// <param name="cancellationToken">Ends the run after an iteration.</param>
        /// <returns>The run, to be enumerated or completed; it looks in the direction of the saved one.</returns>
        /// <exception cref="FormatException">The text is damaged, of another version, optimizer, dimension or other batches; the message says
        /// which.</exception>
        public OptimizationRun Resume(
            IDifferentiableFunction function, string saved, StoppingCriteria? stopping = null, CancellationToken cancellationToken = default)
            => Continue(optimizer, function, saved, null, stopping, cancellationToken);

        /// <summary>Makes a run over mini-batches that goes on where a saved one was, with the same bits as if it had not stopped.</summary>
        /// <param name="function">The function of the saved run.</param>
        /// <param name="saved">What <see cref="OptimizationRun.ToJson"/> wrote, of a run of an optimizer of this kind.</param>
        /// <param name="batches">The batches of the saved run.</param>
        /// <param name="stopping">When to stop; null: when the batches end. Counted from the start of the saved run.</param>
        /// <param name="cancellationToken">Ends the run after an iteration.</param>
        /// <inheritdoc cref="Resume(IOptimizer, IDifferentiableFunction, string, StoppingCriteria?, CancellationToken)" path="/returns|/exception"/>
        public OptimizationRun Resume(
            IFiniteSumFunction function, string saved, MiniBatches batches, StoppingCriteria? stopping = null, CancellationToken cancellationToken = default)
            => Continue(optimizer, function, saved, Given(batches), stopping, cancellationToken);
    }

    private static OptimizationRun Continue(
        IOptimizer optimizer,
        IDifferentiableFunction function,
        string saved,
        MiniBatches? batches,
        StoppingCriteria? stopping,
        CancellationToken cancellationToken)
    {
        RunJson data = RunJson.Read(saved);
        var options = new RunOptions { Stopping = stopping ?? new(), Batches = batches, Maximize = data.Maximize, Cancellation = cancellationToken };
        ArgumentNullException.ThrowIfNull(function);
        if (data.Current.X.Length != function.Dimension)
        {
            throw new FormatException(Invariant($"The saved run has {data.Current.X.Length} coordinates; the function takes {function.Dimension}."));
        }

        OptimizationRun run = Start(optimizer, function, data.Current.X, options);
        run.Load(data);
        return run;
    }

    private static MiniBatches Given(MiniBatches batches)
    {
        ArgumentNullException.ThrowIfNull(batches);
        return batches;
    }
}
