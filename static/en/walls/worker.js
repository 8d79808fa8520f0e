/* global importScripts -- it runs as a service worker */
// A worker answers for the folder that it lies in: the same one, for the English pages.
importScripts('/walls/worker.js');
