using System.Collections.Concurrent;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Reproduction.Recipes;

/// <summary>Data sets of CSV files, each read once a process: a recipe's canonical text asks for its hash again and again.</summary>
internal static class CsvData
{
    private static readonly ConcurrentDictionary<string, DataSet> Known = new(StringComparer.Ordinal);

    private static readonly CsvConfiguration Format = new(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim };

    public static DataSet Of(string path, string target, bool classes, IReadOnlyList<string> inputs) =>
        Known.GetOrAdd(string.Join('\n', [path, target, classes.ToString(), .. inputs]), _ => Read(path, target, classes, inputs));

    private static DataSet Read(string path, string target, bool classes, IReadOnlyList<string> inputs)
    {
        if (!File.Exists(path))
        {
            throw new InvalidDataException(
                $"{path} is not there. A file of the project is copied there by <Content Include=\"{Path.GetFileName(path)}\" CopyToOutputDirectory=\"PreserveNewest\" />.");
        }

        try
        {
            using var text = new StreamReader(path);
            using var csv = new CsvParser(text, Format);
            string[] header = csv.Read() ? csv.Record! : throw new InvalidDataException($"{path} is empty: its first line names the columns.");
            if (header.Length != header.Distinct().Count())
                throw new InvalidDataException($"{path} has two columns of one name: {string.Join(", ", header.Select(Quoted))}.");
            if (inputs.Count == 0)
                inputs = [.. header.Where(name => name != target)];
            int[] columns = [.. inputs.Append(target).Select(name => Array.IndexOf(header, name) is var column and >= 0 ? column
                : throw new InvalidDataException($"{path} has no column \"{name}\"; it has {string.Join(", ", header.Select(Quoted))}."))];

            List<string[]> rows = [];
            List<int> lines = [];
            while (csv.Read())
            {
                if (csv.Record!.Length != header.Length)
                    throw new InvalidDataException($"{path}, line {csv.RawRow}: {csv.Record.Length} values for {header.Length} columns.");
                rows.Add([.. columns.Select(column => csv[column])]);
                lines.Add(csv.RawRow);
            }

            if (rows.Count < 2)
                throw new InvalidDataException($"{path} has {Words.Count(rows.Count, "row")} below its header: a data set needs at least two.");

            InvalidDataException Bad(int row, int column, string what) =>
                new($"{path}, line {lines[row]}, column \"{header[columns[column]]}\": {Quoted(rows[row][column])} is no {what}.");
            float Number(int row, int column) =>
                float.TryParse(rows[row][column], NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value)
                    ? value : throw Bad(row, column, "number");

            int last = inputs.Count;
            string[] names = classes ? [.. rows.Select(row => row[last]).Distinct().Order(StringComparer.Ordinal)] : [];
            var (x, y) = (new float[rows.Count, last], new float[rows.Count, classes ? names.Length : 1]);
            for (int i = 0; i < rows.Count; i++)
            {
                for (int j = 0; j < last; j++)
                    x[i, j] = Number(i, j);
                if (!classes)
                    y[i, 0] = Number(i, last);
                else
                    y[i, Array.IndexOf(names, rows[i][last].Length > 0 ? rows[i][last] : throw Bad(i, last, "class"))] = 1;
            }

            return new(x, y) { Classes = names };
        }
        catch (BadDataException e)
        {
            throw new InvalidDataException($"{path}, line {e.Context?.Parser?.RawRow}: a quotation mark stands where none may. Quote the whole value, and double a mark inside it.");
        }
    }

    private static string Quoted(string text) => $"\"{text}\"";
}
