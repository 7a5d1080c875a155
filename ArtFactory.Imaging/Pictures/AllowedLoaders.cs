using NetVips;

namespace ArtFactory.Imaging.Pictures;

/// <summary>
/// Which decoders of libvips may run at all. Everything is blocked first, so that a loader that a newer libvips adds stays blocked.
/// </summary>
internal static class AllowedLoaders
{
    public static void Enforce()
    {
        NetVips.NetVips.BlockUntrusted = true;
        Operation.Block("VipsForeignLoad", true);
        foreach (var loader in (ReadOnlySpan<string>)["VipsForeignLoadPng", "VipsForeignLoadJpeg", "VipsForeignLoadWebp", "VipsForeignLoadNsgif", "VipsForeignLoadHeif"])
            Operation.Block(loader, false);

        // One thread a worker and no cache of operations: the pool has a worker a core, and no picture comes twice.
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
        Cache.MaxMem = 0;
        Cache.MaxFiles = 0;
    }
}
