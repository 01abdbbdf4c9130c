namespace CollabWiki.Core.Rendering.Guarding;

/// <summary>Takes HTML up to a size: a text of 2 MiB that repeats a link to one long address would become terabytes.</summary>
internal sealed class BoundedWriter : StringWriter
{
    private const int MaxLength = 12_000_000;

    public override void Write(char value)
    {
        Check(1);
        base.Write(value);
    }

    public override void Write(char[] buffer, int index, int count)
    {
        Check(count);
        base.Write(buffer, index, count);
    }

    public override void Write(ReadOnlySpan<char> buffer)
    {
        Check(buffer.Length);
        base.Write(buffer);
    }

    public override void Write(string? value)
    {
        Check(value?.Length ?? 0);
        base.Write(value);
    }

    private void Check(int more)
    {
        if (GetStringBuilder().Length + more > MaxLength)
        {
            throw new TooCostlyException("The HTML grows too large.");
        }
    }
}
