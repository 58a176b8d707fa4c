// Decodes any event from the schema that the gateway serves: no message is written out by hand.

const SIZES = { char: 1, int8: 1, uint8: 1, int16: 2, uint16: 2, int32: 4, uint32: 4, float: 4, int64: 8, uint64: 8, double: 8 };
const READERS = {
  int8: (v, o) => v.getInt8(o), uint8: (v, o) => v.getUint8(o), int16: (v, o) => v.getInt16(o, true),
  uint16: (v, o) => v.getUint16(o, true), int32: (v, o) => v.getInt32(o, true), uint32: (v, o) => v.getUint32(o, true),
  int64: (v, o) => v.getBigInt64(o, true), uint64: (v, o) => v.getBigUint64(o, true),
  float: (v, o) => v.getFloat32(o, true), double: (v, o) => v.getFloat64(o, true),
};
const UTF_8 = new TextDecoder();

export class Schema {
  constructor(xml) {
    const root = new DOMParser().parseFromString(xml, 'application/xml').documentElement;
    this.types = new Map();
    for (const name of ['char', ...Object.keys(READERS)]) this.types.set(name, primitive(name, 1));
    this.nodes = new Map([...root.querySelector('types').children].map((node) => [node.getAttribute('name'), node]));
    this.messages = new Map();
    for (const node of root.children) {
      if (node.localName === 'message') this.messages.set(Number(node.getAttribute('id')), this.#message(node));
    }
  }

  // Returns the event whose message header is at offset, or null if the schema does not know it.
  decode(view, offset) {
    const message = this.messages.get(view.getUint16(offset + 2, true));
    if (!message) return null;
    const event = { type: message.name };
    for (const field of message.fields) event[field.name] = field.type.read(view, offset + 8 + field.offset);
    let at = offset + 8 + view.getUint16(offset, true);
    for (const group of message.groups) {
      const blockLength = view.getUint16(at, true);
      const count = view.getUint8(at + 2);
      at += 3;
      event[group.name] = [];
      for (let i = 0; i < count; i++, at += blockLength) {
        const entry = {};
        for (const field of group.fields) entry[field.name] = field.type.read(view, at + field.offset);
        event[group.name].push(entry);
      }
    }
    return event;
  }

  // Types may be named before they stand in the schema.
  #named(name) {
    if (!this.types.has(name)) this.types.set(name, this.#type(this.nodes.get(name)));
    return this.types.get(name);
  }

  #type(node) {
    const kind = node.localName;
    if (kind === 'composite') return this.#composite(node);
    if (kind === 'enum') {
      const base = this.#named(node.getAttribute('encodingType'));
      const names = new Map([...node.children].map((each) => [Number(each.textContent.trim()), each.getAttribute('name')]));
      return { size: base.size, read: (view, offset) => names.get(base.read(view, offset)) ?? null };
    }
    if (kind === 'set') return this.#named(node.getAttribute('encodingType'));
    return primitive(node.getAttribute('primitiveType'), Number(node.getAttribute('length') ?? 1));
  }

  #composite(node) {
    const { fields, size } = this.#layout([...node.children], (each) =>
      each.localName === 'ref' ? this.#named(each.getAttribute('type')) : this.#type(each));
    return {
      size,
      read: (view, offset) => {
        const value = {};
        for (const field of fields) value[field.name] = field.type.read(view, offset + field.offset);
        return value;
      },
    };
  }

  #message(node) {
    const children = [...node.children];
    const typeOf = (each) => this.#named(each.getAttribute('type'));
    const { fields } = this.#layout(children.filter((each) => each.localName === 'field'), typeOf);
    const groups = children.filter((each) => each.localName === 'group').map((each) => ({
      name: each.getAttribute('name'),
      fields: this.#layout([...each.children].filter((child) => child.localName === 'field'), typeOf).fields,
    }));
    return { name: node.getAttribute('name'), fields, groups };
  }

  #layout(nodes, typeOf) {
    let size = 0;
    const fields = nodes.map((node) => {
      const type = typeOf(node);
      const offset = node.hasAttribute('offset') ? Number(node.getAttribute('offset')) : size;
      size = offset + type.size;
      return { name: node.getAttribute('name'), type, offset };
    });
    return { fields, size };
  }
}

function primitive(name, length) {
  if (name === 'char') return { size: length, read: (view, offset) => text(view, offset, length) };
  const size = SIZES[name];
  const read = READERS[name];
  if (length === 1) return { size, read };
  return { size: size * length, read: (view, offset) => Array.from({ length }, (_, i) => read(view, offset + i * size)) };
}

function text(view, offset, length) {
  const bytes = new Uint8Array(view.buffer, view.byteOffset + offset, length);
  const end = bytes.indexOf(0);
  return UTF_8.decode(end < 0 ? bytes : bytes.subarray(0, end));
}

// Returns mantissa × 10^exponent as a number, for drawing; text() of a decimal is exact.
export function toNumber(mantissa, exponent) {
  return Number(mantissa) / 10 ** -exponent;
}

export function toText(mantissa, exponent) {
  const digits = (mantissa < 0n ? -mantissa : mantissa).toString().padStart(1 - exponent, '0');
  const whole = digits.slice(0, digits.length + exponent);
  const fraction = digits.slice(digits.length + exponent).replace(/0+$/, '');
  return (mantissa < 0n ? '-' : '') + whole + (fraction ? '.' + fraction : '');
}
