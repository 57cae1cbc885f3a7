using WeightPred.Reproduction;
using WeightPred.Reproduction.Results;

namespace WeightPred.Unit.Results;

public sealed class VariationTableTests : IDisposable
{
    private static readonly string Json = File.ReadAllText(Path.Combine(RepositoryFolder.Find(), "baselines", "variations.json"));

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void The_repositorys_own_reads_back() => Assert.Equal(Json, VariationTable.Parse(Json).ToJson());

    [Theory]
    [InlineData("null", "null")]
    [InlineData("{\"format\":1,\"outcomes\":[null]}", "null")]
    [InlineData("{\"format\":1,\"outcomes\":[]}", "one reference")]
    [InlineData("", "empty")]
    [InlineData("[", "")]
    public void Another_text_is_one_sentence_with_the_files_name(string text, string says)
    {
        File.WriteAllText(_file, text);
        string message = Assert.Throws<InvalidDataException>(() => VariationTable.Read(_file)).Message;
        Assert.StartsWith(_file, message, StringComparison.Ordinal);
        Assert.Contains(says, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"kind\": \"Reference\"", "\"kind\": \"Fault\"", "one reference")]
    [InlineData("\"claim\": \"P1.1\"", "\"claim\": \"P9.9\"", "lacks P")]
    [InlineData("\"estimate\": ", "\"estimate\": 1e400, \"low\": ", "too large")]
    [InlineData("\"took\": \"00:", "\"took\": \"9000000.00:", "took 9000000")]
    public void A_table_holds_together(string from, string to, string says)
    {
        int at = Json.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at > 0, from);
        Assert.Contains(says, Assert.Throws<InvalidDataException>(() => VariationTable.Parse(Json[..at] + to + Json[(at + from.Length)..])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_one_variation_needs_no_reference()
    {
        var fault = VariationTable.Parse(Json).Faults[0];
        string one = new VariationTable([fault]).ToJson();
        Assert.Equal(fault.Name, VariationTable.Parse(one, one: true).Outcomes[0].Name);
        Assert.Throws<InvalidDataException>(() => VariationTable.Parse(one));
        Assert.Throws<InvalidDataException>(() => VariationTable.Parse(Json, one: true));
    }
}
