using System.Reflection;
using ArtFactory.Data;
using ArtFactory.Engine;
using NetArchTest.Rules;

namespace ArtFactory.Tests.Architecture;

/// <summary>The arrows between rooms: Web to Engine to Data, and no room into another's inside.</summary>
public sealed class RoomTests
{
    static readonly Assembly Data = typeof(FactoryContext).Assembly;
    static readonly Assembly Engine = typeof(FactoryPaths).Assembly;

    [Fact]
    public void Data_knows_nobody_above_it() =>
        MustNotName(Types.InAssembly(Data), "ArtFactory.Engine", "ArtFactory.Web", "ArtFactory.Imaging", "Hangfire", "MudBlazor", "Microsoft.AspNetCore");

    [Fact]
    public void The_engine_has_no_face() =>
        MustNotName(Types.InAssembly(Engine), "ArtFactory.Web", "MudBlazor", "Microsoft.AspNetCore.Components", "System.CommandLine");

    [Fact]
    public void No_foreign_byte_is_decoded_in_the_host()
    {
        MustNotName(Types.InAssembly(Engine), "NetVips");
        MustNotName(Types.InAssembly(typeof(Web.Setup.FactorySetup).Assembly), "NetVips");
        MustNotName(Types.InAssembly(Data), "NetVips");
    }

    [Fact]
    public void The_language_needs_no_database_and_no_disk()
    {
        var language = Types.InAssembly(Engine).That().ResideInNamespace("ArtFactory.Engine.Expansion").GetTypes().ToList();
        language.Count.ShouldBeGreaterThan(10);
        MustNotName(Types.InAssembly(Engine).That().ResideInNamespace("ArtFactory.Engine.Expansion"),
            "Microsoft.EntityFrameworkCore", "ArtFactory.Data.FactoryContext", "ArtFactory.Data.Orders", "System.IO.File", "System.Net", "System.Data");
    }

    /// <summary>Inner folders that one other room may enter, and why.</summary>
    static readonly Dictionary<string, string> Doors = new(StringComparer.Ordinal)
    {
        // Placing an order and working it off are written by the one writer of the ledger.
        ["ArtFactory.Engine.Production.Ledger"] = "ArtFactory.Engine.Orders",
        // An order's items are written by a job, which the job room runs and takes up again.
        ["ArtFactory.Engine.Production.Jobs"] = "ArtFactory.Engine.Orders",
    };

    [Fact]
    public void Rooms_meet_through_what_they_offer_and_not_in_each_others_inner_folders()
    {
        var inner = Engine.GetTypes().Select(type => type.Namespace ?? "").Where(IsInnerFolder).Distinct(StringComparer.Ordinal).ToList();
        foreach (var room in inner.Where(name => !Doors.ContainsKey(name)).GroupBy(RoomOf, StringComparer.Ordinal))
            MustNotName(Types.InAssembly(Engine).That().DoNotResideInNamespace(room.Key), [.. room]);
        foreach (var name in inner.Where(Doors.ContainsKey))
            MustNotName(Types.InAssembly(Engine).That().DoNotResideInNamespace(RoomOf(name)).And().DoNotResideInNamespace(Doors[name]), name);
    }

    static string RoomOf(string name) => string.Join('.', name.Split('.').Take(3));

    /// <summary>Below a room: <c>ArtFactory.Engine.Room.Folder</c>.</summary>
    static bool IsInnerFolder(string name) => name.StartsWith("ArtFactory.Engine.", StringComparison.Ordinal) && name.Split('.').Length > 3;

    static void MustNotName(Types types, params string[] names) => MustNotName(types.That().DoNotHaveName("<none>"), names);

    static void MustNotName(PredicateList types, params string[] names)
    {
        var result = types.Should().NotHaveDependencyOnAny(names).GetResult();
        (result.FailingTypes ?? []).Select(type => type.FullName).ShouldBeEmpty($"none of these may name {string.Join(", ", names)}");
    }
}
