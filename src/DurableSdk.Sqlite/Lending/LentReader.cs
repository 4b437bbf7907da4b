using System.Collections;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace DurableSdk.Sqlite.Lending;

/// <summary>A reader of the driver on the lent connection; ends with the loan.</summary>
internal sealed class LentReader(Loan loan, SqliteDataReader inner) : DbDataReader, ILent
{
    public override int Depth => 0;

    public override int FieldCount => loan.Use(() => inner.FieldCount);

    public override bool HasRows => loan.Use(() => inner.HasRows);

    public override bool IsClosed => loan.IsOver || inner.IsClosed;

    public override int RecordsAffected => inner.RecordsAffected;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    public override bool GetBoolean(int ordinal) => loan.Use(() => inner.GetBoolean(ordinal));

    public override byte GetByte(int ordinal) => loan.Use(() => inner.GetByte(ordinal));

    public override char GetChar(int ordinal) => loan.Use(() => inner.GetChar(ordinal));

    public override DateTime GetDateTime(int ordinal) => loan.Use(() => inner.GetDateTime(ordinal));

    public override decimal GetDecimal(int ordinal) => loan.Use(() => inner.GetDecimal(ordinal));

    public override double GetDouble(int ordinal) => loan.Use(() => inner.GetDouble(ordinal));

    public override float GetFloat(int ordinal) => loan.Use(() => inner.GetFloat(ordinal));

    public override Guid GetGuid(int ordinal) => loan.Use(() => inner.GetGuid(ordinal));

    public override short GetInt16(int ordinal) => loan.Use(() => inner.GetInt16(ordinal));

    public override int GetInt32(int ordinal) => loan.Use(() => inner.GetInt32(ordinal));

    public override long GetInt64(int ordinal) => loan.Use(() => inner.GetInt64(ordinal));

    public override string GetString(int ordinal) => loan.Use(() => inner.GetString(ordinal));

    public override object GetValue(int ordinal) => loan.Use(() => inner.GetValue(ordinal));

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        loan.Use(() => inner.GetBytes(ordinal, dataOffset, buffer, bufferOffset, length));

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        loan.Use(() => inner.GetChars(ordinal, dataOffset, buffer, bufferOffset, length));

    public override T GetFieldValue<T>(int ordinal) => loan.Use(() => inner.GetFieldValue<T>(ordinal));

    public override string GetDataTypeName(int ordinal) => loan.Use(() => inner.GetDataTypeName(ordinal));

    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    [UnconditionalSuppressMessage("Trimming", "IL2073", Justification = "The type that the inner reader gives, which says the same of it.")]
    public override Type GetFieldType(int ordinal) => loan.Use(() => inner.GetFieldType(ordinal));

    public override string GetName(int ordinal) => loan.Use(() => inner.GetName(ordinal));

    public override int GetOrdinal(string name) => loan.Use(() => inner.GetOrdinal(name));

    public override DataTable GetSchemaTable() => loan.Use(inner.GetSchemaTable);

    public override int GetValues(object[] values) => loan.Use(() => inner.GetValues(values));

    public override bool IsDBNull(int ordinal) => loan.Use(() => inner.IsDBNull(ordinal));

    public override bool NextResult() => loan.Run(inner.NextResult);

    public override bool Read() => loan.Use(inner.Read);

    public override IEnumerator GetEnumerator() => new DbEnumerator(this, closeReader: false);

    public override void Close()
    {
        if (loan.IsOver)
            return;
        loan.Use(() =>
        {
            inner.Dispose();
            loan.Forget(this);
            return 0;
        });
    }

    public void End() => inner.Dispose();
}
