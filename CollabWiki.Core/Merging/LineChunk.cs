using System.Runtime.InteropServices;

namespace CollabWiki.Core.Merging;

/// <summary>A stretch of lines that somebody changed.</summary>
/// <param name="Side">Who changed it.</param>
/// <param name="Settled">Whether it's clear what becomes of it: one side left it alone, or both changed it alike.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LineChunk(Stretch At, Side Side, bool Settled);
