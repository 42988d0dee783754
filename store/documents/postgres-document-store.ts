import type pg from 'pg';
import { validate } from 'uuid';
import { appError } from '../../core/app-error.ts';
import { listAlignedRows, readAlignedRows } from '../alignment/read-aligned-rows.ts';
import type { Database } from '../database/tables.ts';
import type { DocumentStore } from '../document-store.ts';
import { actOnDocument } from './act-on-document.ts';
import { createDocument } from './create-document.ts';
import { createDocumentAs } from './create-document-as.ts';
import { createDocumentOnce, findSubmitted } from './create-document-once.ts';
import { deleteDocument } from './delete-document.ts';
import { estimateSecondsLeft } from './estimate-seconds-left.ts';
import { pingDatabase } from './ping-database.ts';
import { countDocuments, listCollections, listDocuments } from './list-documents.ts';
import { findDocument } from './select-documents.ts';

/** Ids come from outside: one that is no UUID is of no document, and the database is not asked. */
export function createDocumentStore(db: Database, pool: pg.Pool): DocumentStore {
  return {
    create: (document) => createDocument(db, document),
    createOnce: (document, key) => createDocumentOnce(db, document, key),
    findSubmitted: (key) => findSubmitted(db, key),
    act: async (documentId, action) => actOnDocument(db, known(documentId), action),
    find: async (documentId) => (validate(documentId) ? findDocument(db, documentId) : undefined),
    createAs: (documentId, document) => createDocumentAs(db, documentId, document),
    list: (filter, page) => listDocuments(db, filter, page),
    count: (filter) => countDocuments(db, filter),
    collections: () => listCollections(db),
    delete: async (documentId) => validate(documentId) && deleteDocument(db, documentId),
    listSegments: async (documentId, page) => listAlignedRows(db, known(documentId), page),
    streamRows: (documentId, { signal }) => readAlignedRows(db, known(documentId), signal),
    estimateSecondsLeft: async (documentId) =>
      validate(documentId) ? estimateSecondsLeft(db, documentId) : null,
    ping: () => pingDatabase(pool),
  };
}

function known(documentId: string): string {
  if (!validate(documentId)) throw appError('DOCUMENT_UNKNOWN', [documentId]);
  return documentId;
}
