using System.Collections.Concurrent;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Reproduction.Recipes;

/// <summary>Data sets of CSV files, each read once a process:
/// a recipe's canonical text asks for the hash again and again.</summary>
internal static class CsvData
{
    private static readonly ConcurrentDictionary<string, DataSet> Known = new(StringComparer.Ordinal);

    private static readonly CsvConfiguration Format = new(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim };

    public static DataSet Of(string path, string target, bool classes, IReadOnlyList<string> inputs) => Known.GetOrAdd(
        string.Join('\n', [path, target, classes.ToString(), .. inputs]), _ => Read(path, target, classes, inputs));

    private static DataSet Read(string path, string target, bool classes, IReadOnlyList<string> inputs)
    {
        if (!File.Exists(path))
        {
            throw new DataSetException(
                $"{path} is not there. The project copies a file there by "
                + $"<Content Include=\"{Path.GetFileName(path)}\" CopyToOutputDirectory=\"PreserveNewest\" />.");
        }

        try
        {
            using var text = new StreamReader(path);
            using var csv = new CsvParser(text, Format);
            if (!csv.Read())
                throw new DataSetException($"{path} is empty: its first line names the columns.");
            string[] header = csv.Record!;
            string all = string.Join(", ", header.Select(Quoted));
            if (header.Length != header.Distinct().Count())
                throw new DataSetException($"{path} has two columns of one name: {all}.");
            inputs = inputs.Count > 0 ? inputs : [.. header.Where(name => name != target)];
            string[] names = [.. inputs, target];
            if (names.FirstOrDefault(name => !header.Contains(name)) is { } lacking)
                throw new DataSetException($"{path} has no column {Quoted(lacking)}; it has {all}.");

            int[] columns = [.. names.Select(name => Array.IndexOf(header, name))];
            List<(int Line, string[] Values)> rows = [];
            while (csv.Read())
            {
                rows.Add(csv.Record!.Length == header.Length
                    ? (csv.RawRow, [.. columns.Select(column => csv[column])])
                    : throw new DataSetException(
                        $"{path}, line {csv.RawRow}: {csv.Record.Length} values for {header.Length} columns."));
            }

            return Numbers(path, names, rows, classes);
        }
        catch (BadDataException e)
        {
            throw new DataSetException(
                $"{path}, line {e.Context?.Parser?.RawRow}: a quotation mark stands where none may. Quote the whole value, and "
                + "double each mark inside it.");
        }
    }

    // The last column is the target.
    private static DataSet Numbers(string path, string[] columns, List<(int Line, string[] Values)> rows, bool classes)
    {
        if (rows.Count < 2)
            throw new DataSetException(
                $"{path} has {Words.Count(rows.Count, "row")} below its header: a data set needs at least two.");
        int last = columns.Length - 1;
        string[] names = classes ? [.. rows.Select(row => row.Values[last]).Distinct().Order(StringComparer.Ordinal)] : [];
        var (x, y) = (new float[rows.Count, last], new float[rows.Count, classes ? names.Length : 1]);
        for (int i = 0; i < rows.Count; i++)
        {
            for (int j = 0; j < last; j++)
                x[i, j] = Number(i, j);
            if (classes)
                y[i, Array.IndexOf(names, rows[i].Values[last] is { Length: > 0 } name ? name : throw Bad(i, last, "class"))] = 1;
            else
                y[i, 0] = Number(i, last);
        }

        return new(x, y) { Classes = names };

        float Number(int row, int column) =>
            float.TryParse(rows[row].Values[column], NumberStyles.Float, CultureInfo.InvariantCulture, out float value)
            && float.IsFinite(value) ? value : throw Bad(row, column, "number");

        DataSetException Bad(int row, int column, string what) => new(
            $"{path}, line {rows[row].Line}, column {Quoted(columns[column])}: {Quoted(rows[row].Values[column])} is no {what}.");
    }

    private static string Quoted(string text) => $"\"{text}\"";
}
