using System.ComponentModel;
using System.Reflection;
using Spectre.Console.Cli;
using Reproduction.Claims;

namespace Reproduction.Tool.Commands;

internal class RunOptions : PlanOptions
{
    [CommandOption("--runs <FOLDER>")]
    [Description("The folder of published runs, from the repository's root; the folder runs of the claims' baselines where none "
        + "is named.")]
    public string? Runs { get; init; }

    public override string Named => base.Named + (Runs is null ? "" : Said("runs", Runs));

    /// <exception cref="ToolException">A folder is named that is not there.</exception>
    public PublishedRuns<T> In<T>(Place place, ClaimsAssembly claims)
        where T : class, IRecipe<T>
    {
        string folder = Path.GetFullPath(Runs ?? claims.Runs(T.Engine.Exact), place.Root);
        return Runs is null || Directory.Exists(folder) ? new(folder)
            : throw new ToolException($"There is no folder {place.Shown(folder)}: --runs names one, from the repository's root.");
    }
}

/// <summary>A command on the runs of a recipe, whichever the claims are about.</summary>
internal abstract class RunCommand<TOptions>(Place at) : Command<TOptions>
    where TOptions : RunOptions
{
    /// <summary>Folders and streams.</summary>
    protected Place Place { get; } = at;

    public sealed override int Execute(CommandContext context, TOptions options, CancellationToken cancellation)
    {
        Demand(options);
        var claims = ClaimsAssembly.Load(options.Claims, Place);
        var plans = claims.PlansToTrain;
        var recipes = plans.SelectMany(plan => plan.Arms).Select(arm => arm.Experiment.GetType()).Distinct().ToList();
        if (recipes is not [var recipe] || !recipe.GetInterfaces()
            .Any(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IRecipe<>)))
            throw new ToolException($"{options.Claims} holds claims on something else than one recipe: only a recipe's runs are "
                + "trained, published and replayed.");
        return (int)GetType()
            .GetMethod(nameof(On), BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(recipe).Invoke(
            this, BindingFlags.DoNotWrapExceptions, null, [claims, plans, options, cancellation], null)!;
    }

    /// <summary>Refuses before anything is read.</summary>
    /// <exception cref="ToolException">The options cannot be followed.</exception>
    protected virtual void Demand(TOptions options)
    {
    }

    /// <summary>Does it.</summary>
    /// <typeparam name="T">The recipe of all plans.</typeparam>
    /// <param name="claims">The claims.</param>
    /// <param name="plans">Their plans of the write-up's budget:
    /// what their metrics are measured on is trained and published.</param>
    /// <param name="options">The command's.</param>
    /// <param name="cancellation">Ends it.</param>
    protected abstract int On<T>(ClaimsAssembly claims, IReadOnlyList<Plan> plans, TOptions options,
        CancellationToken cancellation)
        where T : class, IRecipe<T>;
}
