using CollabWiki.Core.Activity;
using CollabWiki.Core.Settings;
using CollabWiki.Core.Stores.Sqlite;
using CollabWiki.Tests.Contracts;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Stores;

[Trait("layer", "unit")]
public sealed class SqliteAuditStoreTests : AuditStoreContract, IAsyncDisposable
{
    private readonly TempDatabase temp = new(inMemory: true);

    protected override IAuditStore NewNode() => new SqliteAuditStore(temp.Database);

    public ValueTask DisposeAsync() => temp.DisposeAsync();
}

[Trait("layer", "unit")]
public sealed class SqliteAuditSearchTests : AuditSearchContract, IAsyncDisposable
{
    private readonly TempDatabase temp = new(inMemory: true);

    protected override IAuditStore NewNode() => new SqliteAuditStore(temp.Database);

    public ValueTask DisposeAsync() => temp.DisposeAsync();
}

[Trait("layer", "unit")]
public sealed class SqliteAuditTamperTests : AuditTamperContract, IAsyncDisposable
{
    private readonly TempDatabase temp = new(inMemory: true);

    protected override ISettingStore Settings => new SqliteSettingStore(temp.Database);

    protected override IAuditStore NewNode() => new SqliteAuditStore(temp.Database);

    protected override Task OverwriteAsync(long number, string body, string hash) =>
        ExecuteAsync(
            "update audit_entry set body = $2, hash = $3 where number = $1",
            number,
            body,
            hash
        );

    protected override Task RemoveAsync(long number) =>
        ExecuteAsync("delete from audit_entry where number = $1", number);

    protected override Task SetHeadAsync(long number, string hash) =>
        ExecuteAsync("update audit_head set number = $1, hash = $2", number, hash);

    protected override Task SetSealAsync(long number, string hash) =>
        ExecuteAsync("insert into audit_seal values (0, $1, $2, 0, 0)", number, hash);

    public ValueTask DisposeAsync() => temp.DisposeAsync();

    private Task<int> ExecuteAsync(string sql, params object[] values) =>
        temp.Database.WriteAsync(db => db.Execute(sql, values), default);
}
