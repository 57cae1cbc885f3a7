using Reproduction.Claims;
using Reproduction.Plots;

namespace Reproduction.Testing;

/// <summary>How many of a drawn curve's judged points lie where one more run of ours would.</summary>
/// <param name="Curve">As the figure's legend has it.</param>
/// <param name="Inside">Judged points inside the interval.</param>
/// <param name="Points">0 where there are no runs.</param>
internal sealed record FigureCount(string Curve, int Inside, int Points);

/// <summary>A claim about a figure of loss curves: it draws the figure over the runs that there are, and counts.</summary>
internal interface IFigureClaim
{
    /// <summary>The figure's file stem.</summary>
    string Figure { get; }

    /// <summary>Draws and counts.</summary>
    /// <param name="runs">From an experiment of the write-up's budget to its runs by seed; none where there are too few.</param>
    (Chart Chart, IReadOnlyList<FigureCount> Counts) Compare(Func<IExperiment, IReadOnlyList<IRun>> runs);
}
