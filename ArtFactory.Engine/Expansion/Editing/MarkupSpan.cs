using System.Runtime.InteropServices;

namespace ArtFactory.Engine.Expansion;

/// <summary>A stretch of a prompt as typed, in UTF-16 code units.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MarkupSpan(int Start, int Length, MarkupKind Kind);
