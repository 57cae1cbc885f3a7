using WeightPred.Reproduction.Files;

namespace WeightPred.Unit.Files;

public sealed class WholeFileTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Nothing_but_the_finished_file_is_left()
    {
        for (var i = 0; i < 3; i++)
            WholeFile.Write(_scratch["a.json"], $"text µ {i}");
        Assert.Equal(["a.json"], _scratch.Files);
        Assert.Equal("text µ 2"u8, File.ReadAllBytes(_scratch["a.json"]));
    }

    [Fact]
    public void A_missing_folder_is_made()
    {
        WholeFile.Write(Path.Combine(_scratch["new"], "deep", "a.txt"), "x");
        Assert.Equal("x", File.ReadAllText(Path.Combine(_scratch["new"], "deep", "a.txt")));
    }

    [Fact]
    public void A_write_that_fails_leaves_what_was_there_and_no_litter()
    {
        Directory.CreateDirectory(_scratch["taken"]);
        File.WriteAllText(Path.Combine(_scratch["taken"], "inside"), "old");
        Assert.ThrowsAny<Exception>(() => WholeFile.Write(_scratch["taken"], "new"));
        Assert.Equal("old", File.ReadAllText(Path.Combine(_scratch["taken"], "inside")));
        Assert.Empty(_scratch.Files);
    }
}
