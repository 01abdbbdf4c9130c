namespace CollabWiki.Tests.Support;

/// <summary>A new folder that is gone when the test is.</summary>
public sealed class TempFolder : IDisposable
{
    private const string MemoryDisk = "/dev/shm";

    /// <param name="inMemory">On the memory disk, where there is one.</param>
    public TempFolder(bool inMemory = false)
    {
        var parent =
            inMemory && Directory.Exists(MemoryDisk) ? MemoryDisk : System.IO.Path.GetTempPath();
        Path = System.IO.Path.Combine(parent, $"collabwiki-test-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
