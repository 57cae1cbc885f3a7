using Reproduction.Files;

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
    public void What_a_killed_process_left_is_removed_after_a_day()
    {
        foreach (var (name, hours) in new[] { ("a.json.0.received.tmp", 25), ("b.json.1.received.tmp", 23),
            ("c.received.json", 1000) })
        {
            File.WriteAllText(_scratch[name], "left");
            File.SetLastWriteTimeUtc(_scratch[name], DateTime.UtcNow.AddHours(-hours));
        }
        WholeFile.Write(_scratch["d.json"], "x");
        Assert.Equal(["b.json.1.received.tmp", "c.received.json", "d.json"], _scratch.Files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Text_is_read_as_it_was_written()
    {
        WholeFile.Write(_scratch["a.json"], "text µ\n");
        Assert.Equal("text µ\n", WholeFile.ReadText(_scratch["a.json"]));
    }

    // Reading a pipe that nobody writes to does not end.
    [SkippableFact]
    public void A_pipe_is_no_file_nor_is_a_link_to_one()
    {
        Skip.If(OperatingSystem.IsWindows(), "Pipes have no names in folders there.");
        using (var made = System.Diagnostics.Process.Start("mkfifo", [_scratch["pipe"]]))
            made.WaitForExit();
        File.CreateSymbolicLink(_scratch["a rather long link"], _scratch["pipe"]);
        foreach (string name in new[] { "pipe", "a rather long link" })
        {
            Assert.False(WholeFile.IsOrdinary(_scratch[name]));
            Assert.Contains("no ordinary file",
                Assert.Throws<InvalidDataException>(() => WholeFile.ReadText(_scratch[name])).Message, StringComparison.Ordinal);
        }
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
