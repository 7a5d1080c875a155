using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ArtFactory.Engine.Orders;

/// <summary>What an order is for whoever does not say.</summary>
public static class UsualOrder
{
    /// <summary>The model a newcomer starts with, as <c>provider/model</c>: offline, free and quick; never one that costs.</summary>
    public const string Model = "studio/flow-field";

    /// <summary>The setting with the limit of orders that name none, in US dollars.</summary>
    public const string BudgetSetting = "budget.order_limit";

    /// <summary>A new seed, within 2^53, so that it survives every JSON reader and can be typed.</summary>
    public static ulong DrawSeed()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes) >> 11;
    }
}
