namespace Reproduction.Claims;

/// <summary>The kind of experiment that all claims of a project are on.</summary>
internal static class Subject
{
    /// <summary>The experiment as that kind.</summary>
    /// <exception cref="PlanException">It is another.</exception>
    public static T Of<T>(IExperiment experiment)
        where T : class =>
        experiment as T ?? throw new PlanException(
            $"{experiment.GetType().Name} is no {typeof(T).Name}: the claims of a project are on one kind of experiment, that of "
            + "its [assembly: WriteUp]. Put claims on another into a project of their own, with a folder of baselines of its "
            + "own.");
}
