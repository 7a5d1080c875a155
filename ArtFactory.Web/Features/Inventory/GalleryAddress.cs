using System.Globalization;
using ArtFactory.Data.Products;
using ArtFactory.Engine.Inventory;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace ArtFactory.Web.Features.Inventory;

/// <summary>The gallery's filters as the query part of an address, and back. What cannot be read is left out, never an error.</summary>
public static class GalleryAddress
{
    /// <summary>Reads <c>?project=&amp;order=&amp;collection=&amp;type=&amp;liked=&amp;rating=&amp;tag=&amp;provider=&amp;model=&amp;q=&amp;sort=</c>.</summary>
    public static GalleryQuery Read(string address)
    {
        var start = address.IndexOf('?', StringComparison.Ordinal);
        var values = QueryHelpers.ParseQuery(start < 0 ? "" : address[start..]);
        return new GalleryQuery
        {
            ProjectId = Id(values, "project"),
            OrderId = Id(values, "order"),
            CollectionId = Id(values, "collection"),
            Type = Enum.TryParse<ProductType>(One(values, "type"), true, out var type) && Enum.IsDefined(type) ? type : null,
            Liked = One(values, "liked") switch { "yes" => true, "no" => false, _ => null },
            MinimumRating = int.TryParse(One(values, "rating"), CultureInfo.InvariantCulture, out var rating) && rating is >= 1 and <= 5 ? rating : null,
            Tags = values.TryGetValue("tag", out var tags) ? [.. tags.Where(t => !string.IsNullOrWhiteSpace(t)).Select(t => t!)] : [],
            Provider = One(values, "provider"),
            Model = One(values, "model"),
            Text = One(values, "q"),
            OldestFirst = One(values, "sort") == "oldest",
        };
    }

    /// <summary>The query part for these filters, with its question mark; empty when nothing is filtered.</summary>
    public static string Write(GalleryQuery query)
    {
        var values = new List<KeyValuePair<string, string?>>();
        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value)) values.Add(new(name, value));
        }

        Add("q", query.Text);
        Add("project", query.ProjectId?.ToString());
        Add("order", query.OrderId?.ToString());
        Add("collection", query.CollectionId?.ToString());
        Add("type", query.Type?.ToString().ToLowerInvariant());
        Add("liked", query.Liked switch { true => "yes", false => "no", _ => null });
        Add("rating", query.MinimumRating?.ToString(CultureInfo.InvariantCulture));
        foreach (var tag in query.Tags) Add("tag", tag);
        Add("provider", query.Provider);
        Add("model", query.Model);
        Add("sort", query.OldestFirst ? "oldest" : null);
        return QueryHelpers.AddQueryString("", values);
    }

    static string? One(Dictionary<string, StringValues> values, string name) =>
        values.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value[0]) ? value[0]!.Trim() : null;

    static Guid? Id(Dictionary<string, StringValues> values, string name) => Guid.TryParse(One(values, name), out var id) ? id : null;
}
