import { anyOrder, atLeastOne, defineVocabulary, empty, sequence } from '@caruso/language';
import { AttributeType } from '../contract.js';

const yesNo = ['true', 'false'] as const;

/** The elements and attributes of model documents: the master of `caruso-bom.dtd`. */
export const modelVocabulary = defineVocabulary({
  root: 'caruso',
  title: 'Business objects of CARUSO: what they are, where they lie, how they are shown',
  elements: {
    caruso: {
      doc: 'A model, or a part of one: objects, mapping and presentation may stand in files of their own.',
      attributes: {
        model: { type: 'name', required: true, doc: 'The name of the model; the same in all its files.' },
        version: { type: 'text', required: true, doc: 'Semantic version of this document.' },
        extends: { type: 'text', doc: 'The model it builds on, and from which version: crm-core@1, or crm-core@1.4.' },
      },
      content: sequence('objects?', 'consent?', 'permissions?', 'mapping*', 'presentation?', 'overlay?'),
    },
    objects: {
      doc: 'The object types of the trade, whatever the tables are called.',
      content: atLeastOne('object', 'extend'),
    },
    object: {
      doc: 'A type of objects: customer, contract, meter.',
      attributes: {
        name: { type: 'name', required: true },
        label: { type: 'text', doc: 'How people call it; by default the name in words.' },
        key: {
          type: 'names',
          doc: 'The attributes and links to one object that identify it; without it objects are only read and created.',
        },
        title: { type: 'template', required: true, doc: 'The object in one line: {name}, {city}.' },
        check: { type: 'expression', doc: 'What must hold for the object as a whole.' },
        history: { type: yesNo, default: 'false', doc: 'Whether is kept who changed what of it, and when.' },
        person: { type: yesNo, default: 'false', doc: 'Whether each is a person, who gives consents.' },
        erase: {
          type: ['delete', 'attributes', 'keep'],
          doc: 'What happens to it when the person is erased to whom it belongs, or who it is.',
        },
        'keep-reason': { type: 'text', doc: 'Why it must be kept when a person is erased.' },
        'keep-years': { type: 'text', doc: 'For how long, from keep-from on; without it for good.' },
        'keep-from': { type: 'name', doc: 'The date or instant from which the years count.' },
      },
      content: anyOrder('attr', 'link', 'unique', 'dedupe'),
    },
    extend: {
      doc: 'What is added to an object of the model this one builds on, or said more narrowly.',
      attributes: {
        object: { type: 'name', required: true },
        label: { type: 'text' },
        title: { type: 'template' },
        check: { type: 'expression', doc: 'What must hold besides what the object itself asks for.' },
        history: { type: yesNo, doc: 'Whether is kept who changed what of it, and when.' },
        person: { type: yesNo, doc: 'Whether each is a person, who gives consents.' },
        erase: {
          type: ['delete', 'attributes', 'keep'],
          doc: 'What happens to it when the person is erased to whom it belongs, or who it is.',
        },
        'keep-reason': { type: 'text', doc: 'Why it must be kept when a person is erased.' },
        'keep-years': { type: 'text', doc: 'For how long, from keep-from on; without it for good.' },
        'keep-from': { type: 'name', doc: 'The date or instant from which the years count.' },
      },
      content: anyOrder('attr', 'link', 'dedupe'),
    },
    unique: {
      doc: 'Attributes and links that identify an object as well as its key does.',
      attributes: { on: { type: 'names', required: true } },
      content: empty,
    },
    dedupe: {
      doc: 'When two objects are taken for the same: all of these attributes have the same value, or a like one.',
      attributes: {
        on: {
          type: 'names',
          required: true,
          doc: 'Attributes and links to one; case, accents and blanks do not count.',
        },
        fuzzy: {
          type: 'text',
          doc: 'From which likeness on, above 0 and up to 1: 0.9. Without it they have to be the same.',
        },
        words: { type: 'text', doc: 'Words that stand for others, or for nothing: str=strasse gmbh=' },
        country: { type: 'text', doc: 'Where telephone numbers without a country belong: AT.' },
      },
      content: empty,
    },
    attr: {
      doc: 'An attribute.',
      attributes: {
        name: { type: 'name', required: true },
        id: { type: 'name', doc: 'Stays the same when the name changes, so that a plan knows it again.' },
        label: { type: 'text' },
        type: { type: AttributeType.options, required: true },
        size: { type: 'text', doc: 'Characters at most, or bytes of a binary.' },
        precision: { type: 'text', doc: 'Digits of a decimal in all.' },
        scale: { type: 'text', doc: 'Digits of a decimal behind the point.' },
        values: { type: 'names', doc: 'The codes of an enum.' },
        required: { type: yesNo, default: 'false' },
        search: { type: yesNo, default: 'false', doc: 'Whether a search in all words looks here.' },
        default: { type: 'text', doc: 'What a new object gets when nothing is given.' },
        check: { type: 'expression', doc: 'What must hold when there is a value.' },
        formula: {
          type: 'expression',
          doc: 'What it is computed from, instead of lying in a column: sum(invoices.amount where paid == false).',
        },
        history: { type: yesNo, doc: 'Whether its changes are kept; by default as the object says.' },
        erase: { type: ['blank', 'pseudonym', 'keep'], doc: 'What happens to it when the object is erased.' },
        'keep-reason': { type: 'text', doc: 'Why it must be kept when a person is erased.' },
        'keep-years': { type: 'text', doc: 'For how long, from keep-from on; without it for good.' },
        'keep-from': { type: 'name', doc: 'The date or instant from which the years count.' },
      },
      content: empty,
    },
    link: {
      doc: 'A link to one other object, or to many of which each links back (inverse).',
      attributes: {
        name: { type: 'name', required: true },
        id: { type: 'name', doc: 'Stays the same when the name changes, so that a plan knows it again.' },
        label: { type: 'text' },
        to: { type: 'name', required: true },
        many: { type: yesNo, default: 'false' },
        inverse: { type: 'name', doc: 'The link that leads back.' },
        required: { type: yesNo, default: 'false' },
        history: { type: yesNo, doc: 'Whether its changes are kept; by default as the object says.' },
        erase: {
          type: ['follow', 'blank', 'keep'],
          doc: 'follow: what it leads to is erased with the object.',
        },
      },
      content: empty,
    },
    consent: {
      doc: 'What persons are asked whether they agree to.',
      attributes: {
        'keep-years': { type: 'text', doc: 'How long it is proved what an erased person agreed to; by default 3.' },
      },
      content: atLeastOne('purpose'),
    },
    purpose: {
      doc: 'Something for which persons are used or addressed: advertising, market research.',
      attributes: {
        name: { type: 'name', required: true },
        label: { type: 'text' },
        channels: { type: 'names', required: true, doc: 'By which ways: mail phone letter.' },
        basis: {
          type: ['opt-in', 'opt-out'],
          default: 'opt-in',
          doc: 'Whether it is allowed only to those who agreed, or to all who did not object.',
        },
        confirm: { type: 'names', doc: 'Channels by which a person must confirm that it was he who agreed.' },
        text: { type: 'text', required: true, doc: 'What persons agree to, word by word.' },
        version: { type: 'text', required: true, doc: 'Of the text; another one whenever it changes.' },
      },
      content: empty,
    },
    permissions: {
      doc: 'Who may do what. An object without grants is open to everybody; one with grants is closed to all other roles.',
      content: anyOrder('role', 'grant'),
    },
    role: {
      doc: 'Which objects the actors of a role are, so that rules can ask for their attributes (actor.team).',
      attributes: {
        name: { type: 'name', required: true },
        object: { type: 'name', required: true, doc: 'The id of such an actor is the key of one of these.' },
      },
      content: empty,
    },
    grant: {
      doc: 'What the actors of some roles may do with the objects of a type, or with some of them.',
      attributes: {
        role: { type: 'names', required: true },
        object: { type: 'name', required: true },
        may: {
          type: 'names',
          default: 'read',
          doc: 'create change delete consent erase; whoever may anything may read.',
        },
        where: { type: 'expression', doc: 'With which objects: customer == actor.id, team == actor.team.' },
        fields: { type: 'names', doc: 'The attributes and links that are seen; by default all.' },
        hide: { type: 'names', doc: 'Those that are not seen.' },
        mask: { type: 'names', doc: 'Texts of which only the end is seen.' },
        change: { type: 'names', doc: 'Those that can be changed; by default all that are seen in full.' },
      },
      content: empty,
    },
    mapping: {
      doc: 'Where the objects of one company lie.',
      attributes: { company: { type: 'name', required: true } },
      content: sequence('store+', 'map+'),
    },
    store: {
      doc: 'A store of the assembly; its address stands there, not here.',
      attributes: {
        name: { type: 'name', required: true },
        schema: {
          type: ['readonly', 'managed'],
          default: 'readonly',
          doc: 'managed: tables that are absent are created; readonly: tables are never touched, only their rows.',
        },
      },
      content: empty,
    },
    map: {
      doc: 'The table of an object type.',
      attributes: {
        object: { type: 'name', required: true },
        store: { type: 'name', required: true },
        table: { type: 'text', required: true, doc: 'As the database knows it; a schema before a dot.' },
        was: { type: 'text', doc: 'What a managed table was called before, so that it can be renamed.' },
        lock: { type: 'text', default: 'compare-all', doc: 'compare-all, or column(NAME): a counter of changes.' },
        write: { type: ['all', 'insert', 'none'], default: 'all' },
        owner: {
          type: 'text',
          doc: 'The service whose table it is: it alone makes, alters and writes it, at its own start; here it is only read, as soon as it is there.',
        },
        'part-of': {
          type: 'name',
          doc: 'The object type whose rows these are: objects are parts of them, created where such a row is, deleted by emptying their columns.',
        },
      },
      content: anyOrder('col', 'join', 'where', 'delete', 'side', 'extension'),
    },
    extension: {
      doc: 'Attributes that are kept beside a table that must not be altered, in one of a managed store.',
      attributes: {
        store: { type: 'name', required: true },
        key: { type: 'names', required: true, doc: 'The key of the object, by which its row beside is found.' },
        table: { type: 'text', doc: 'By default ext_ and the name of the object in small letters.' },
        was: { type: 'text', doc: 'What the table was called before, so that it can be renamed.' },
      },
      content: atLeastOne('col'),
    },
    side: {
      doc: 'A further table of the same store that holds a part of each object, in one row at most.',
      attributes: {
        table: { type: 'text', required: true },
        on: { type: 'text', required: true, doc: "Its columns that hold the object's key, separated by commas." },
        was: { type: 'text', doc: 'What a managed table was called before, so that it can be renamed.' },
        name: { type: 'name', doc: 'To tell two sides in the same table apart; by default the name of the table.' },
        required: { type: yesNo, default: 'false', doc: 'Whether what has no row here is no object.' },
      },
      content: anyOrder('col', 'join', 'where'),
    },
    col: {
      doc: 'The column of an attribute.',
      attributes: {
        attr: { type: 'name', required: true },
        column: { type: 'text', required: true },
        was: { type: 'text', doc: 'What the column of a managed table was called before, so that it can be renamed.' },
        convert: {
          type: 'text',
          doc: "code(J=optIn,' '=unknown,*=other) scale(-2) date(yyyyMMdd) iso(yyyy-MM-ddTHH:mm:ssZ) zeropad(10) digits trim",
        },
        type: { type: ['string', 'integer'], doc: 'Of the column, for code and date; by default string.' },
        null: {
          type: 'text',
          doc: "Stored values that mean null, the one that is written first: '' or 0 or '',00000000.",
        },
        generate: { type: ['database', 'uuid', 'none'], default: 'none', doc: 'Who makes the value of a new object.' },
        write: {
          type: ['all', 'none'],
          default: 'all',
          doc: 'none: the value is only read, as the database computes it.',
        },
      },
      content: empty,
    },
    join: {
      doc: 'The columns that hold the key of the linked object.',
      attributes: {
        link: { type: 'name', required: true },
        columns: { type: 'text', required: true, doc: 'Separated by commas, in the order of the key.' },
        holds: {
          type: ['columns', 'key'],
          default: 'columns',
          doc: 'columns: what the columns of the key hold; key: one column with the key as calls have it, in one text.',
        },
        was: { type: 'text', doc: 'What they were called before, in the same order, so that they can be renamed.' },
      },
      content: empty,
    },
    where: {
      doc: 'Which rows are objects: a condition on columns.',
      attributes: { test: { type: 'expression', required: true } },
      content: empty,
    },
    delete: {
      doc: 'What is set instead of deleting a row.',
      attributes: { set: { type: 'text', required: true, doc: "COLUMN='X', separated by commas." } },
      content: empty,
    },
    presentation: { doc: 'How objects are shown.', content: anyOrder('list', 'form', 'detail') },
    list: {
      doc: 'A table of objects.',
      attributes: {
        object: { type: 'name', required: true },
        columns: { type: 'names', required: true },
        sort: { type: 'text', doc: 'An attribute; with a minus before it downwards.' },
        filters: { type: 'names' },
      },
      content: empty,
    },
    form: {
      doc: 'Where an object is edited.',
      attributes: { object: { type: 'name', required: true } },
      content: atLeastOne('section'),
    },
    section: {
      doc: 'Fields that belong together.',
      attributes: {
        name: { type: 'name', doc: 'What overlays call it; by default its label.' },
        label: { type: 'text', required: true },
        fields: { type: 'names', required: true },
      },
      content: empty,
    },
    detail: {
      doc: 'One object with what belongs to it.',
      attributes: { object: { type: 'name', required: true } },
      content: anyOrder('panel', 'tab'),
    },
    panel: {
      doc: 'Fields that belong together.',
      attributes: {
        name: { type: 'name', doc: 'What overlays call it; by default its label.' },
        label: { type: 'text' },
        fields: { type: 'names', required: true },
      },
      content: empty,
    },
    tab: {
      doc: 'The objects of a link to many, in the order of the list of their type.',
      attributes: {
        link: { type: 'name', required: true },
        label: { type: 'text' },
        columns: { type: 'names', required: true, doc: 'Attributes of the linked objects.' },
      },
      content: empty,
    },
    overlay: {
      doc: 'Changes to how the objects of the model this one builds on are shown; what has gone there is a warning.',
      content: atLeastOne('patch'),
    },
    patch: {
      doc: 'One change: of an attribute, of names in one (add, remove), or of parts of a form or a detail.',
      attributes: {
        at: { type: 'text', required: true, doc: 'form:Customer/section:Privacy, list:Customer, attr:Customer.name.' },
        op: { type: ['set', 'add', 'remove'], required: true },
        attribute: { type: 'name', doc: 'Of what stands there; without it the thing itself is meant.' },
        value: { type: 'text', doc: 'What is set; for add and remove names in a list.' },
        before: { type: 'text', doc: 'Before which name, or which part (section:Privacy), something is added.' },
      },
      content: anyOrder('section', 'panel', 'tab'),
    },
  },
});
