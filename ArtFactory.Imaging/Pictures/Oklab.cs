namespace ArtFactory.Imaging.Pictures;

/// <summary>A colour in Björn Ottosson's Oklab.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct Oklab(double L, double A, double B)
{
    public static Oklab FromSrgb(double red, double green, double blue)
    {
        var (r, g, b) = (ToLinear(red), ToLinear(green), ToLinear(blue));
        var l = Math.Cbrt((0.4122214708 * r) + (0.5363325363 * g) + (0.0514459929 * b));
        var m = Math.Cbrt((0.2119034982 * r) + (0.6806995451 * g) + (0.1073969566 * b));
        var s = Math.Cbrt((0.0883024619 * r) + (0.2817188376 * g) + (0.6299787005 * b));
        return new Oklab(
            (0.2104542553 * l) + (0.7936177850 * m) - (0.0040720468 * s),
            (1.9779984951 * l) - (2.4285922050 * m) + (0.4505937099 * s),
            (0.0259040371 * l) + (0.7827717662 * m) - (0.8086757660 * s));
    }

    public double DistanceTo(Oklab other)
    {
        var (l, a, b) = (L - other.L, A - other.A, B - other.B);
        return Math.Sqrt((l * l) + (a * a) + (b * b));
    }

    /// <summary>As <c>#rrggbb</c>, clipped to what sRGB can show.</summary>
    public string ToHex()
    {
        var l = Math.Pow(L + (0.3963377774 * A) + (0.2158037573 * B), 3);
        var m = Math.Pow(L - (0.1055613458 * A) - (0.0638541728 * B), 3);
        var s = Math.Pow(L - (0.0894841775 * A) - (1.2914855480 * B), 3);
        var red = (4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s);
        var green = (-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s);
        var blue = (-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s);
        return $"#{ToByte(red):x2}{ToByte(green):x2}{ToByte(blue):x2}";
    }

    private static double ToLinear(double c) => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);

    private static byte ToByte(double c)
    {
        var encoded = c <= 0.0031308 ? 12.92 * c : (1.055 * Math.Pow(c, 1 / 2.4)) - 0.055;
        return (byte)Math.Round(Math.Clamp(encoded, 0, 1) * 255);
    }
}
