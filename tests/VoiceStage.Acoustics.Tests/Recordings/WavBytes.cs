using System.Buffers.Binary;

namespace VoiceStage.Acoustics.Tests.Recordings;

/// <summary>Builds WAV files byte by byte, right ones and wrong ones.</summary>
internal sealed record WavBytes
{
    public ushort Tag { get; init; } = 1;

    public ushort Channels { get; init; } = 1;

    public uint Rate { get; init; } = 16_000;

    public ushort Bits { get; init; } = 16;

    public bool Extensible { get; init; }

    public uint? DataSize { get; init; }

    public uint? RiffSize { get; init; }

    public byte[] Data { get; init; } = [];

    /// <summary>Chunks between format and samples: four-letter name and body.</summary>
    public IReadOnlyList<(string Name, byte[] Body)> Extra { get; init; } = [];

    public byte[] ToArray()
    {
        using var s = new MemoryStream();
        void Text(string t) => s.Write(System.Text.Encoding.ASCII.GetBytes(t));
        void U32(uint v)
        {
            var b = new byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(b, v);
            s.Write(b);
        }

        void U16(ushort v)
        {
            var b = new byte[2];
            BinaryPrimitives.WriteUInt16LittleEndian(b, v);
            s.Write(b);
        }

        Text("RIFF");
        U32(RiffSize ?? (uint)(36 + Data.Length));
        Text("WAVEfmt ");
        U32(Extensible ? 40u : 16u);
        U16(Extensible ? (ushort)0xFFFE : Tag);
        U16(Channels);
        U32(Rate);
        var align = (ushort)(Channels * ((Bits + 7) / 8));
        U32(Rate * align);
        U16(align);
        U16(Bits);
        if (Extensible)
        {
            U16(22);
            U16(Bits);
            U32(0);
            U16(Tag);
            s.Write([0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71]);
        }

        foreach (var (name, body) in Extra)
        {
            Text(name);
            U32((uint)body.Length);
            s.Write(body);
            if ((body.Length & 1) == 1)
            {
                s.WriteByte(0);
            }
        }

        Text("data");
        U32(DataSize ?? (uint)Data.Length);
        s.Write(Data);
        return s.ToArray();
    }
}
