using System.Globalization;
using System.Numerics;

namespace ArtFactory.Imaging.Studio.Drawing;

/// <summary>
/// Colours are <see cref="Vector3"/> in linear light, so that blending is right; they are chosen and mixed in OKLab, so that
/// steps look even.
/// </summary>
internal static class Colour
{
    public static Vector3 Hex(string hex)
    {
        var n = int.Parse(hex.AsSpan(hex[0] == '#' ? 1 : 0), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return new(ToLinear((n >> 16 & 255) / 255f), ToLinear((n >> 8 & 255) / 255f), ToLinear((n & 255) / 255f));
    }

    public static float ToLinear(float s) => s <= 0.04045f ? s / 12.92f : MathF.Pow((s + 0.055f) / 1.055f, 2.4f);

    public static float ToSrgb(float l) => l <= 0.0031308f ? l * 12.92f : 1.055f * MathF.Pow(l, 1 / 2.4f) - 0.055f;

    /// <summary>X lightness, Y green to red, Z blue to yellow.</summary>
    public static Vector3 ToOklab(Vector3 c)
    {
        var l = MathF.Cbrt(0.4122214708f * c.X + 0.5363325363f * c.Y + 0.0514459929f * c.Z);
        var m = MathF.Cbrt(0.2119034982f * c.X + 0.6806995451f * c.Y + 0.1073969566f * c.Z);
        var s = MathF.Cbrt(0.0883024619f * c.X + 0.2817188376f * c.Y + 0.6299787005f * c.Z);
        return new(
            0.2104542553f * l + 0.7936177850f * m - 0.0040720468f * s,
            1.9779984951f * l - 2.4285922050f * m + 0.4505937099f * s,
            0.0259040371f * l + 0.7827717662f * m - 0.8086757660f * s);
    }

    public static Vector3 FromOklab(Vector3 lab)
    {
        var l = lab.X + 0.3963377774f * lab.Y + 0.2158037573f * lab.Z;
        var m = lab.X - 0.1055613458f * lab.Y - 0.0638541728f * lab.Z;
        var s = lab.X - 0.0894841775f * lab.Y - 1.2914855480f * lab.Z;
        l = l * l * l;
        m = m * m * m;
        s = s * s * s;
        return Vector3.Clamp(new(
            4.0767416621f * l - 3.3077115913f * m + 0.2309699292f * s,
            -1.2684380046f * l + 2.6097574011f * m - 0.3413193965f * s,
            -0.0041960863f * l - 0.7034186147f * m + 1.7076147010f * s), Vector3.Zero, Vector3.One);
    }

    /// <param name="hue">Degrees: 29 red, 55 orange, 100 yellow, 142 green, 195 cyan, 264 blue, 328 magenta.</param>
    public static Vector3 FromOklch(float lightness, float chroma, float hue)
    {
        var (sin, cos) = MathF.SinCos(hue * MathF.PI / 180);
        return FromOklab(new(lightness, chroma * cos, chroma * sin));
    }

    /// <summary>X lightness, Y chroma, Z hue in degrees.</summary>
    public static Vector3 ToOklch(Vector3 c)
    {
        var lab = ToOklab(c);
        var hue = MathF.Atan2(lab.Z, lab.Y) * 180 / MathF.PI;
        return new(lab.X, MathF.Sqrt(lab.Y * lab.Y + lab.Z * lab.Z), hue < 0 ? hue + 360 : hue);
    }

    public static Vector3 Mix(Vector3 a, Vector3 b, float t) => FromOklab(Vector3.Lerp(ToOklab(a), ToOklab(b), Math.Clamp(t, 0, 1)));

    /// <summary>Moves lightness by <paramref name="by"/> (-1 to 1) and scales chroma.</summary>
    public static Vector3 Shift(Vector3 c, float by, float chroma = 1, float turn = 0)
    {
        var lch = ToOklch(c);
        return FromOklch(Math.Clamp(lch.X + by, 0, 1), lch.Y * chroma, lch.Z + turn);
    }

    public static float Lightness(Vector3 c) => ToOklab(c).X;
}
