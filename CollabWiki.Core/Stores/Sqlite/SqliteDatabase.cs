using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace CollabWiki.Core.Stores.Sqlite;

/// <summary>
/// One database file in write-ahead mode. Reads run on connections of their own; writes are gathered by one writer that
/// commits many of them at once, each durable (<c>synchronous=FULL</c>) before its caller goes on.
/// </summary>
public sealed class SqliteDatabase : IAsyncDisposable
{
    /// <summary>The number of the last Schema.N.sql; each brings the tables from N-1 to N.</summary>
    private const int SchemaVersion = 4;

    /// <summary>How many writes share a commit at most, so that the first one doesn't wait for long.</summary>
    private const int MaxGroup = 256;

    private readonly Channel<IWrite> queue = Channel.CreateUnbounded<IWrite>(
        new() { SingleReader = true }
    );
    private readonly ConcurrentBag<SqliteSession> readers = [];
    private readonly string connectionString;
    private readonly Task writer;

    private SqliteDatabase(string file)
    {
        File = file;
        connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Pooling = false,
        }.ToString();
        var session = Connect();
        Migrate(session);
        writer = Task.Run(() => WriteLoopAsync(session));
    }

    /// <summary>Where it is.</summary>
    public string File { get; }

    /// <summary>Opens a file, makes it if it isn't there, and brings its tables up to date.</summary>
    /// <exception cref="SqliteException">The file isn't a database or can't be written.</exception>
    /// <exception cref="InvalidOperationException">It was written by a newer release.</exception>
    public static SqliteDatabase Open(string file) => new(file);

    /// <summary>Runs a read on a connection of its own; it sees all writes that were finished before.</summary>
    public T Read<T>(Func<SqliteSession, T> read)
    {
        if (!readers.TryTake(out var session))
        {
            session = Connect();
        }
        try
        {
            return read(session);
        }
        finally
        {
            readers.Add(session);
        }
    }

    /// <summary>Runs a write in a transaction that it may share with others; finished when it is on the disk.</summary>
    public Task<T> WriteAsync<T>(Func<SqliteSession, T> write, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var item = new Write<T>(write);
        ObjectDisposedException.ThrowIf(!queue.Writer.TryWrite(item), this);
        return item.Task;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await writer;
        foreach (var reader in readers)
        {
            reader.Dispose();
        }
    }

    private SqliteSession Connect()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        var session = new SqliteSession(connection);
        session.Execute("pragma journal_mode=wal");
        session.Execute("pragma synchronous=full");
        session.Execute("pragma busy_timeout=10000");
        session.Execute("pragma cache_size=-16000");
        return session;
    }

    private static void Migrate(SqliteSession session)
    {
        // In a transaction of its own: the server and the command line may open a new file at the same time.
        session.Execute("begin immediate");
        var version = session.QuerySingle("pragma user_version", row => row.GetInt32(0));
        if (version > SchemaVersion)
        {
            session.Execute("rollback");
            throw new InvalidOperationException(
                $"The database has schema {version}, this release knows {SchemaVersion}: start the newer release again."
            );
        }
        for (var next = version + 1; next <= SchemaVersion; next++)
        {
            using var schema = typeof(SqliteDatabase).Assembly.GetManifestResourceStream(
                $"Sqlite/Schema.{next}.sql"
            )!;
            using var reader = new StreamReader(schema);
            session.ExecuteScript(reader.ReadToEnd());
            session.Execute($"pragma user_version={next}");
        }
        session.Execute("commit");
    }

    private async Task WriteLoopAsync(SqliteSession session)
    {
        using var _ = session;
        var group = new List<IWrite>();
        while (await queue.Reader.WaitToReadAsync())
        {
            while (group.Count < MaxGroup && queue.Reader.TryRead(out var write))
            {
                group.Add(write);
            }
            WriteGroup(session, group);
            group.Clear();
        }
    }

    private static void WriteGroup(SqliteSession session, List<IWrite> group)
    {
        try
        {
            session.Execute("begin immediate");
            foreach (var write in group)
            {
                session.Execute("savepoint one");
                if (!write.TryRun(session))
                {
                    session.Execute("rollback to one");
                }
                session.Execute("release one");
            }
            session.Execute("commit");
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // Disk full, file gone: nothing of the group is durable, so each caller is told, and the next group tries anew.
            session.TryRollback();
            foreach (var write in group)
            {
                write.Fail(failure);
            }
            return;
        }
        foreach (var write in group)
        {
            write.Finish();
        }
    }

    private interface IWrite
    {
        bool TryRun(SqliteSession session);
        void Finish();
        void Fail(Exception failure);
    }

    private sealed class Write<T>(Func<SqliteSession, T> write) : IWrite
    {
        private readonly TaskCompletionSource<T> done = new(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        private T? result;
        private Exception? failure;

        public Task<T> Task => done.Task;

        public bool TryRun(SqliteSession session)
        {
            try
            {
                result = write(session);
                return true;
            }
            catch (Exception thrown) when (thrown is not OutOfMemoryException)
            {
                // One caller's failure is rolled back to its savepoint and told to that caller alone.
                failure = thrown;
                return false;
            }
        }

        public void Finish()
        {
            if (failure is null)
            {
                done.SetResult(result!);
            }
            else
            {
                done.SetException(failure);
            }
        }

        public void Fail(Exception failure) => done.TrySetException(this.failure ?? failure);
    }
}
