using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ArtFactory.Data.Copying;

/// <summary>
/// The checksum of a table: SHA-256 over all values of all rows in the order of their keys, each in one form whatever engine kept it.
/// Moments to the microsecond and money to the millionth, which is what every engine keeps.
/// </summary>
public sealed class RowDigest(CopyTable table) : IDisposable
{
    const byte Null = 0, Value = 1;
    readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    readonly ArrayBufferWriter<byte> _row = new(4096);

    public long Rows { get; private set; }

    public void Add(object?[] row)
    {
        _row.ResetWrittenCount();
        for (var i = 0; i < row.Length; i++) Write(row[i], table.Columns[i].Kind);
        _hash.AppendData(_row.WrittenSpan);
        Rows++;
    }

    /// <summary>In lower-case hex; rows added later begin a new one.</summary>
    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();

    void Write(object? value, CopyKind kind)
    {
        if (value is null)
        {
            Byte(Null);
            return;
        }

        Byte(Value);
        switch (kind)
        {
            case CopyKind.Id: ((Guid)value).TryWriteBytes(_row.GetSpan(16), bigEndian: true, out _); _row.Advance(16); break;
            case CopyKind.Text: Text((string)value); break;
            case CopyKind.Json: Text(JsonForm.Of((string)value)); break;
            case CopyKind.Moment: Number(((DateTime)value).Ticks / TimeSpan.TicksPerMicrosecond); break;
            case CopyKind.Day: Number(((DateOnly)value).DayNumber); break;
            case CopyKind.Money: Number((long)decimal.Round((decimal)value * 1_000_000m, 0, MidpointRounding.AwayFromZero)); break;
            case CopyKind.Whole: Number((int)value); break;
            case CopyKind.Wide: Number((long)value); break;

            // There are two zeros, and not every engine keeps them apart.
            case CopyKind.Real: Number(BitConverter.DoubleToInt64Bits((double)value is var real && real == 0 ? 0 : real)); break;
            case CopyKind.Flag: Byte((bool)value ? (byte)1 : (byte)0); break;
            default: throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no form for it.");
        }
    }

    void Text(string text)
    {
        // With its length before it, so that no two rows run together to the same bytes.
        var length = Encoding.UTF8.GetByteCount(text);
        Number(length);
        Encoding.UTF8.GetBytes(text, _row.GetSpan(length));
        _row.Advance(length);
    }

    void Number(long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(_row.GetSpan(8), number);
        _row.Advance(8);
    }

    void Byte(byte value)
    {
        _row.GetSpan(1)[0] = value;
        _row.Advance(1);
    }
}
