// Shows several features and several targets fitted at once by matrix gradients, watched on the way, against the exact solution.
using MathNet.Numerics.LinearAlgebra;
using Optimizers;
using Optimizers.Regression;

Matrix<double> X = Matrix<double>.Build.DenseOfRowArrays([[1, 1, 1], [1, 1, 2], [1, 2, 2], [2, 2, 3], [2, 3, 3], [1, 2, 3]]);
Vector<double> y = X * Vector<double>.Build.Dense([1, 3, 5]) + 7;

// 5000 steps of gradient descent on half the sum of squared errors, from a start of our own and on the raw features
var regression = new LinearRegression
{
    Loss = Losses.HalfSumOfSquaredErrors,
    Optimizer = new GradientDescent { LearningRate = 0.01 },
    Standardize = false,
    Start = Vector<double>.Build.Dense([9.4, 10.6, -3.7, -1.2]),
    Stopping = new StoppingCriteria { MaxIterations = 5000 },
};
FitRun<LinearModel> fit = regression.Iterate(X, y);
foreach (Iteration i in fit)
{
    if (i.Number is 0 or 1 or 10 or 100 or 1000 or 5000)
    {
        Console.WriteLine($"step {i.Number,4}: half the sum of squares {i.Value:E3}");
    }
}

Console.WriteLine(fit.Model);
Console.WriteLine(fit.Model.Training);

// two targets at once: the second is a plane of its own
Matrix<double> Y = Matrix<double>.Build.DenseOfColumnVectors(y, X * Vector<double>.Build.Dense([-2, 0.5, 1]));
MultiTargetLinearModel byAdam = new LinearRegression { Optimizer = new Adam { LearningRate = 0.05 } }.Fit(X, Y), exact = new LinearRegression().Fit(X, Y);
Console.WriteLine($"\nTwo targets by Adam, a column each:\n{byAdam.Coefficients.ToMatrixString()}intercepts "
    + $"{string.Join(", ", byAdam.Intercept.Select(b => b.ToString("F6")))}");
Console.WriteLine(byAdam.Training);
Console.WriteLine($"largest difference to the exact solution: {(byAdam.Coefficients - exact.Coefficients).L2Norm():E1}");
