using Reproduction.Results;

namespace Reproduction.Reports;

/// <summary>How far each mean may move where bits are not promised: one row a measurement.</summary>
internal static class BandTable
{
    public const string Title = "Bands of the means, by how much each may move";

    public static IReadOnlyList<string> Header { get; } = ["Mean of", "Unit", "Band", "By"];

    public static IReadOnlyList<IReadOnlyList<string>> Rows(Result result) =>
    [
        .. from band in result.Standing?.Bands ?? []
           join measurement in result.Measurements on band.Measurement equals measurement.Name
           select (IReadOnlyList<string>)[band.Measurement, measurement.Unit, $"±{Words.Number(band.HalfWidth)}", band.By],
    ];
}
