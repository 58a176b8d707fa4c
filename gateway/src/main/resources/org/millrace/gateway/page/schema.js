// Decodes events by the schema that the gateway serves: no message is written out by hand.

const READERS = {
  int8: [1, (v, o) => v.getInt8(o)], uint8: [1, (v, o) => v.getUint8(o)],
  int16: [2, (v, o) => v.getInt16(o, true)], uint16: [2, (v, o) => v.getUint16(o, true)],
  int32: [4, (v, o) => v.getInt32(o, true)], uint32: [4, (v, o) => v.getUint32(o, true)],
  int64: [8, (v, o) => v.getBigInt64(o, true)], uint64: [8, (v, o) => v.getBigUint64(o, true)],
  float: [4, (v, o) => v.getFloat32(o, true)], double: [8, (v, o) => v.getFloat64(o, true)],
};
const UTF_8 = new TextDecoder();
const ENTITIES = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

// Decodes events. 64-bit integers are BigInts; decimals are mantissas with an exponent beside them (see toText).
export class Schema {
  constructor(xml) {
    const root = parseXml(xml);
    this.types = new Map();
    for (const name of ['char', ...Object.keys(READERS)]) this.types.set(name, primitive(name, 1));
    const types = root.children.find((node) => node.name === 'types');
    this.nodes = new Map(types.children.map((node) => [node.attributes.name, node]));
    this.messages = new Map();
    for (const node of root.children) {
      if (node.name === 'message') this.messages.set(Number(node.attributes.id), this.#message(node));
    }
  }

  // Returns the event whose message header is at offset, or null if the schema does not know it.
  decode(view, offset) {
    const message = this.messages.get(view.getUint16(offset + 2, true));
    if (!message) return null;
    const event = { type: message.name };
    const blockLength = view.getUint16(offset, true);
    for (const field of message.fields) {
      if (field.offset + field.type.size <= blockLength) event[field.name] = field.type.read(view, offset + 8 + field.offset);
    }
    let at = offset + 8 + blockLength;
    for (const group of message.groups) {
      const entryLength = view.getUint16(at, true);
      const count = view.getUint8(at + 2);
      at += 3;
      event[group.name] = [];
      for (let i = 0; i < count; i++, at += entryLength) {
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
    if (node.name === 'composite') return this.#composite(node);
    if (node.name === 'enum') {
      const base = this.#named(node.attributes.encodingType);
      const names = new Map(node.children.map((each) => [Number(each.text.trim()), each.attributes.name]));
      return { size: base.size, read: (view, offset) => names.get(base.read(view, offset)) ?? null };
    }
    if (node.name === 'set') return this.#named(node.attributes.encodingType);
    return primitive(node.attributes.primitiveType, Number(node.attributes.length ?? 1));
  }

  #composite(node) {
    const { fields, size } = this.#layout(node.children, (each) =>
      each.name === 'ref' ? this.#named(each.attributes.type) : this.#type(each));
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
    const typeOf = (each) => this.#named(each.attributes.type);
    const fieldsOf = (parent) => this.#layout(parent.children.filter((each) => each.name === 'field'), typeOf).fields;
    const groups = node.children.filter((each) => each.name === 'group');
    return {
      name: node.attributes.name,
      fields: fieldsOf(node),
      groups: groups.map((each) => ({ name: each.attributes.name, fields: fieldsOf(each) })),
    };
  }

  #layout(nodes, typeOf) {
    let size = 0;
    const fields = nodes.map((node) => {
      const type = typeOf(node);
      const offset = 'offset' in node.attributes ? Number(node.attributes.offset) : size;
      size = offset + type.size;
      return { name: node.attributes.name, type, offset };
    });
    return { fields, size };
  }
}

// Returns mantissa × 10^exponent as a number, for drawing; toText is exact.
export function toNumber(mantissa, exponent) {
  return Number(mantissa) / 10 ** -exponent;
}

export function toText(mantissa, exponent) {
  const digits = (mantissa < 0n ? -mantissa : mantissa).toString().padStart(1 - exponent, '0');
  const whole = digits.slice(0, digits.length + exponent);
  const fraction = digits.slice(digits.length + exponent).replace(/0+$/, '');
  return (mantissa < 0n ? '-' : '') + whole + (fraction ? '.' + fraction : '');
}

function primitive(name, length) {
  if (name === 'char') return { size: length, read: (view, offset) => text(view, offset, length) };
  const [size, read] = READERS[name];
  if (length === 1) return { size, read };
  return { size: size * length, read: (view, offset) => Array.from({ length }, (_, i) => read(view, offset + i * size)) };
}

function text(view, offset, length) {
  const bytes = new Uint8Array(view.buffer, view.byteOffset + offset, length);
  const end = bytes.indexOf(0);
  return UTF_8.decode(end < 0 ? bytes : bytes.subarray(0, end));
}

// Reads XML as schemas are written in it: elements, attributes, text, comments. Names lose their prefix.
function parseXml(xml) {
  const root = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  for (const [, comment, close, name, attributes, empty, content] of xml.matchAll(
    /<(?:(!--[\s\S]*?--|\?[\s\S]*?\?)|\/([\w:.-]+)\s*|([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?))>|([^<]+)/g)) {
    const parent = open[open.length - 1];
    if (content) parent.text += unescape(content);
    else if (close) open.pop();
    else if (!comment) {
      const node = { name: local(name), attributes: {}, children: [], text: '' };
      for (const [, key, double, single] of attributes.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
        node.attributes[local(key)] = unescape(double ?? single);
      }
      parent.children.push(node);
      if (!empty) open.push(node);
    }
  }
  return root.children[0];
}

function local(name) {
  return name.slice(name.indexOf(':') + 1);
}

function unescape(value) {
  return value.replace(/&(\w+);/g, (all, name) => ENTITIES[name] ?? all);
}
